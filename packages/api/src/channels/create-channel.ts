import { originOf } from "../audit/audit-entries.ts";
import { channelCreated } from "../audit/channel-entries.ts";
import { change } from "../changes/change.ts";
import {
  DEFAULT_OFFLINE_MINUTES,
  type ChannelView,
  type CreateChannelInput,
  type IssuedChannelSecret,
} from "../contract/channels.ts";
import { MAX_CHANNELS } from "../domain/notifications/channel-kinds.ts";
import { nextDigestAt } from "../domain/notifications/digest-time.ts";
import { CHOSEN_KINDS } from "../domain/notifications/notification-kinds.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { minuteOfDay, presentChannel } from "./present-channel.ts";
import { receiverOf, requireReachable } from "./receiver-of.ts";

/**
 * Makes a channel. The answer is the only place where its secret, or the address of a calendar, is ever seen.
 * @throws Refusal `channel_limit`, `mail_not_configured`, or `invalid_input` for an address that messages may not be sent to.
 */
export async function createChannel(
  request: MemberRequest,
  input: CreateChannelInput,
): Promise<{ channel: ChannelView } & IssuedChannelSecret> {
  const { services, member, sourceAddress } = request;
  const organizationId = member.organization.id;
  if ("url" in input.receiver) await requireReachable(services, "receiver.url", input.receiver.url);
  const id = services.newId("chn");
  const { receiver, issued } = receiverOf(services, id, input.receiver);
  const { result: channel } = await change(request, async (tx) => {
    const { now } = tx;
    if ((await tx.channels.countForUpdate(organizationId)) >= MAX_CHANNELS) throw refuse("channel_limit");
    const digestMinute = input.digestAt == null ? null : minuteOfDay(input.digestAt);
    const timeZone = await tx.channels.timeZone(organizationId);
    const created = {
      ...receiver,
      id,
      organizationId,
      name: input.name,
      kind: input.receiver.kind,
      kinds: input.kinds ?? CHOSEN_KINDS,
      leastLevel: input.leastLevel ?? "warning",
      offlineMinutes: input.offlineMinutes ?? DEFAULT_OFFLINE_MINUTES,
      digestMinute,
      digestDueAt: digestMinute === null ? null : nextDigestAt(digestMinute, timeZone, now),
      createdAt: now,
      createdById: member.user.userId,
      createdByName: member.user.name,
    };
    await tx.channels.insert(created);
    tx.record(channelCreated(originOf(member, now, sourceAddress), created));
    return presentChannel({ ...created, failingSince: null, failingWhy: null }, true);
  });
  services.channels.expectMessages();
  return { channel, ...issued };
}
