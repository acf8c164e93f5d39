import { change } from "../changes/change.ts";
import type { MemberRequest } from "../ports/services.ts";

/** Notes up to when a member has read the notices. An earlier instant than the one noted changes nothing; none lies ahead. */
export async function markNoticesRead(
  request: MemberRequest,
  { until }: { until: Date },
): Promise<{ readUntil: Date }> {
  const { organization, user } = request.member;
  const { result: readUntil } = await change(request, async (tx) => {
    const at = until > tx.now ? tx.now : until;
    await tx.members.markNoticesRead(organization.id, user.userId, at);
    return tx.members.noticesReadUntil(organization.id, user.userId);
  });
  return { readUntil };
}
