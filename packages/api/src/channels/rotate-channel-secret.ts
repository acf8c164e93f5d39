import { originOf } from "../audit/audit-entries.ts";
import { channelTouched } from "../audit/channel-entries.ts";
import { change } from "../changes/change.ts";
import type { IssuedChannelSecret } from "../contract/channels.ts";
import { SECRET_OVERLAP_MS } from "../domain/notifications/channel-kinds.ts";
import { refuse } from "../domain/refusal.ts";
import type { ChannelChanges, ChannelRecord } from "../ports/channel-store.ts";
import type { MemberRequest, Services } from "../ports/services.ts";
import { issueCalendar, openSettings, urlReceiver } from "./receiver-of.ts";

/**
 * Gives a webhook a new secret: for 24 h both sign its messages, then the new one alone. Gives a calendar a new address: the
 * one before leads nowhere at once.
 * @throws Refusal `channel_not_found`, or `channel_has_no_secret`.
 */
export async function rotateChannelSecret(request: MemberRequest, id: string): Promise<IssuedChannelSecret> {
  const { services, member, sourceAddress } = request;
  const organizationId = member.organization.id;
  const { result } = await change(request, async (tx) => {
    const channel = await tx.channels.find(organizationId, id);
    if (channel === null) throw refuse("channel_not_found");
    const { changes, issued } = newSecret(services, channel, tx.now);
    if (!(await tx.channels.update(organizationId, id, changes))) throw refuse("channel_not_found");
    tx.record(channelTouched(originOf(member, tx.now, sourceAddress), "channel.secret_rotated", channel));
    return issued;
  });
  return result;
}

function newSecret(
  services: Services,
  { id, kind, sealed }: ChannelRecord,
  now: Date,
): { changes: ChannelChanges; issued: IssuedChannelSecret } {
  if (kind === "calendar") {
    const { receiver, issued } = issueCalendar(services);
    return { changes: { tokenHash: receiver.tokenHash }, issued };
  }
  if (kind !== "webhook" || sealed === null) throw refuse("channel_has_no_secret");
  const { url, secrets } = openSettings(services, id, sealed);
  const secret = services.channels.createSecret();
  const previousUntil = now.getTime() + SECRET_OVERLAP_MS;
  const next = { url, secrets: [secret, ...secrets.slice(0, 1)], previousUntil };
  return { changes: { sealed: urlReceiver(services, id, next).sealed }, issued: { secret, address: null } };
}
