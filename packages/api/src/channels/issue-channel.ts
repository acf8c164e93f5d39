import { originOf } from "../audit/audit-entries.ts";
import { channelCreated } from "../audit/channel-entries.ts";
import { DEFAULT_OFFLINE_MINUTES, type ChannelView, type CreateChannelInput } from "../contract/channels.ts";
import { MAX_CHANNELS } from "../domain/notifications/channel-kinds.ts";
import { nextDigestAt } from "../domain/notifications/digest-time.ts";
import { CHOSEN_KINDS } from "../domain/notifications/notification-kinds.ts";
import { refuse } from "../domain/refusal.ts";
import type { Change } from "../ports/change.ts";
import type { MemberRequest } from "../ports/services.ts";
import { minuteOfDay, presentChannel } from "./present-channel.ts";
import type { Receiver } from "./receiver-of.ts";

/**
 * Makes a channel as part of a change.
 * @param there how many channels the organization has, by `countForUpdate`: its lock is held until the change ends.
 * @throws Refusal `channel_limit`.
 */
export async function issueChannelWithin(
  tx: Change,
  { services, member, sourceAddress }: MemberRequest,
  input: CreateChannelInput,
  { id, receiver, there }: { readonly id: string; readonly receiver: Receiver; readonly there: number },
): Promise<ChannelView> {
  const { now } = tx;
  const organizationId = member.organization.id;
  if (there >= MAX_CHANNELS) throw refuse("channel_limit");
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
  return presentChannel(services, { ...created, failingSince: null, failingWhy: null }, true);
}
