import { originOf } from "../audit/audit-entries.ts";
import { channelTouched } from "../audit/channel-entries.ts";
import { change } from "../changes/change.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";

/** Deletes a channel with what waits for it and its log. @throws Refusal `channel_not_found`. */
export async function deleteChannel(request: MemberRequest, id: string): Promise<{ id: string }> {
  const { member, sourceAddress } = request;
  const organizationId = member.organization.id;
  await change(request, async (tx) => {
    const channel = await tx.channels.find(organizationId, id);
    if (channel === null || !(await tx.channels.delete(organizationId, id))) throw refuse("channel_not_found");
    tx.record(channelTouched(originOf(member, tx.now, sourceAddress), "channel.deleted", channel));
  });
  return { id };
}
