import { change } from "../changes/change.ts";
import type { ChannelView, CreateChannelInput, IssuedChannelSecret } from "../contract/channels.ts";
import type { MemberRequest } from "../ports/services.ts";
import { issueChannelWithin } from "./issue-channel.ts";
import { prepareReceiver } from "./receiver-of.ts";

/**
 * Makes a channel. The answer is the only place where its secret, or the address of a calendar, is ever seen.
 * @throws Refusal `channel_limit`, `mail_not_configured`, or `invalid_input` for an address that messages may not be sent to.
 */
export async function createChannel(
  request: MemberRequest,
  input: CreateChannelInput,
): Promise<{ channel: ChannelView } & IssuedChannelSecret> {
  const { services, member } = request;
  const { id, receiver, issued } = await prepareReceiver(services, input.receiver);
  const { result: channel } = await change(request, async (tx) => {
    const there = await tx.channels.countForUpdate(member.organization.id);
    return issueChannelWithin(tx, request, input, { id, receiver, there });
  });
  services.channels.expectMessages();
  return { channel, ...issued };
}
