import { change } from "../changes/change.ts";
import type { ChannelView, CreateChannelInput, IssuedChannelSecret } from "../contract/channels.ts";
import type { MemberRequest } from "../ports/services.ts";
import { issueChannelWithin } from "./issue-channel.ts";
import { presentChannel } from "./present-channel.ts";
import { NOTHING_ISSUED, prepareReceiver } from "./receiver-of.ts";

/**
 * Makes a channel unless there is one of this name: of several, the oldest is taken. A repeated or concurrent call changes nothing and
 * answers with that channel; it ignores the rest of the input. Only the call that makes the channel gets its secret or address.
 * @throws Refusal `channel_limit`, `mail_not_configured`, or `invalid_input` for an address that messages may not be sent to.
 */
export async function ensureChannel(
  request: MemberRequest,
  input: CreateChannelInput,
): Promise<{ channel: ChannelView; created: boolean } & IssuedChannelSecret> {
  const { services, member } = request;
  const organizationId = member.organization.id;
  const find = async ({ list }: Pick<typeof services.data.channels, "list">) =>
    (await list(organizationId)).find(({ name }) => name === input.name);
  const known = await find(services.data.channels);
  if (known !== undefined) return { channel: presentChannel(services, known, true), created: false, ...NOTHING_ISSUED };

  const { id, receiver, issued } = await prepareReceiver(services, input.receiver);
  const { result } = await change(request, async (tx) => {
    // Another call may have been first: one that is being made holds the lock that counting takes.
    const there = await tx.channels.countForUpdate(organizationId);
    const found = await find(tx.channels);
    if (found !== undefined) return { channel: presentChannel(services, found, true), created: false };
    return { channel: await issueChannelWithin(tx, request, input, { id, receiver, there }), created: true };
  });
  if (!result.created) return { ...result, ...NOTHING_ISSUED };
  services.channels.expectMessages();
  return { ...result, ...issued };
}
