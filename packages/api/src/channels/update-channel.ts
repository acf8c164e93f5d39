import { originOf } from "../audit/audit-entries.ts";
import { channelUpdated } from "../audit/channel-entries.ts";
import { change } from "../changes/change.ts";
import type { ChannelView, UpdateChannelInput } from "../contract/channels.ts";
import { nextDigestAt } from "../domain/notifications/digest-time.ts";
import { refuse } from "../domain/refusal.ts";
import type { ChannelChanges, ChannelRecord } from "../ports/channel-store.ts";
import type { MemberRequest, Services } from "../ports/services.ts";
import { minuteOfDay, presentChannel } from "./present-channel.ts";
import { openSettings, requireReachable, urlReceiver } from "./receiver-of.ts";

/**
 * Changes a channel; what is absent stays. A webhook keeps its secret when its address changes.
 * @throws Refusal `channel_not_found`, or `invalid_input` for a receiver of another kind or an address that
 * messages may not be sent to.
 */
export async function updateChannel(
  request: MemberRequest,
  input: UpdateChannelInput,
): Promise<{ channel: ChannelView }> {
  const { services, member, sourceAddress } = request;
  const organizationId = member.organization.id;
  if (input.url !== undefined) await requireReachable(services, "url", input.url);
  const { result: channel } = await change(request, async (tx) => {
    const found = await tx.channels.find(organizationId, input.id);
    if (found === null) throw refuse("channel_not_found");
    const timeZone = await tx.channels.timeZone(organizationId);
    const changes = { ...choicesOf(input, timeZone, tx.now), ...receiverChanges(services, found, input) };
    if (!(await tx.channels.update(organizationId, input.id, changes))) throw refuse("channel_not_found");
    const updated = { ...found, ...changes };
    tx.record(channelUpdated(originOf(member, tx.now, sourceAddress), updated, changes));
    return presentChannel(services, updated, true);
  });
  return { channel };
}

function choicesOf(input: UpdateChannelInput, timeZone: string, now: Date): ChannelChanges {
  const { name, kinds, leastLevel, offlineMinutes, digestAt } = input;
  const digestMinute = digestAt == null ? null : minuteOfDay(digestAt);
  const digestDueAt = digestMinute === null ? null : nextDigestAt(digestMinute, timeZone, now);
  return {
    ...(name === undefined ? {} : { name }),
    ...(kinds === undefined ? {} : { kinds }),
    ...(leastLevel === undefined ? {} : { leastLevel }),
    ...(offlineMinutes === undefined ? {} : { offlineMinutes }),
    ...(digestAt === undefined ? {} : { digestMinute, digestDueAt }),
  };
}

function receiverChanges(
  services: Pick<Services, "channels">,
  channel: ChannelRecord,
  { addresses, url }: UpdateChannelInput,
): ChannelChanges {
  if (addresses !== undefined && channel.kind !== "email") {
    throw refuse("invalid_input", { fieldErrors: { addresses: ["This channel does not send mail."] } });
  }
  if (url === undefined) return addresses === undefined ? {} : { addresses };
  if (channel.sealed === null) {
    throw refuse("invalid_input", {
      fieldErrors: { url: ["This channel has no address that messages are posted to."] },
    });
  }
  const { host, sealed } = urlReceiver(services, channel.id, {
    ...openSettings(services, channel.id, channel.sealed),
    url,
  });
  return { host, sealed };
}
