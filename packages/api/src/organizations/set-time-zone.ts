import { originOf } from "../audit/audit-entries.ts";
import { timeZoneUpdated } from "../audit/organization-entries.ts";
import { change } from "../changes/change.ts";
import { nextDigestAt } from "../domain/notifications/digest-time.ts";
import type { MemberRequest } from "../ports/services.ts";

/** Sets the time zone in which messages of channels are written, and in which their digests are due. */
export async function setTimeZone(request: MemberRequest, timeZone: string): Promise<{ timeZone: string }> {
  const { member, sourceAddress } = request;
  const { id, name } = member.organization;
  await change(request, async (tx) => {
    const previous = await tx.channels.timeZone(id);
    await tx.channels.setTimeZone(id, timeZone);
    for (const { id: channelId, digestMinute } of await tx.channels.list(id)) {
      if (digestMinute === null) continue;
      await tx.channels.update(id, channelId, { digestDueAt: nextDigestAt(digestMinute, timeZone, tx.now) });
    }
    tx.record(timeZoneUpdated(originOf(member, tx.now, sourceAddress), { id, name }, previous, timeZone));
  });
  return { timeZone };
}
