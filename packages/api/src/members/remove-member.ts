import { requireOwner } from "../api-keys/find-owner.ts";
import { originOf } from "../audit/audit-entries.ts";
import { memberRemoved } from "../audit/organization-entries.ts";
import { ALL_KEYS_TIMEOUT_MS, change } from "../changes/change.ts";
import { judgeLeaving, judgeRemoval } from "../domain/member-rules.ts";
import { refuse } from "../domain/refusal.ts";
import type { Change } from "../ports/change.ts";
import type { MemberRecord } from "../ports/member-store.ts";
import type { MemberRequest } from "../ports/services.ts";

/**
 * Ends a member's access at once. The keys they made belong to the organization and stay valid; those that they own get another
 * owner, or none.
 * @throws Refusal `member_not_found` (also for the new owner), `not_permitted`, `last_owner`, or `member_changed`.
 */
export async function removeMember(
  request: MemberRequest,
  { id, newOwnerId = null }: { id: string; newOwnerId?: string | null | undefined },
): Promise<{ id: string }> {
  const { services, member } = request;
  const actor = { userId: member.user.userId, role: member.role };
  const target = await services.data.members.find(member.organization.id, id);
  if (target === null) throw refuse("member_not_found");
  const verdict = judgeRemoval(actor, { userId: target.user.id, role: target.role });
  if (verdict !== "allowed") throw refuse(verdict);
  if (newOwnerId === id) throw refuse("member_not_found");
  return endMembership(request, target, { cause: "removed", newOwnerId });
}

/** Ends one's own membership. @throws Refusal `last_owner`, or `member_changed`. */
export async function leaveOrganization(request: MemberRequest): Promise<{ id: string }> {
  const { services, member } = request;
  const own = await services.data.members.findByUser(member.organization.id, member.user.userId);
  if (own === null) throw refuse("no_organization");
  const verdict = judgeLeaving(own.role);
  if (verdict !== "allowed") throw refuse(verdict);
  return endMembership(request, own, { cause: "left", newOwnerId: null });
}

async function endMembership(
  request: MemberRequest,
  judged: MemberRecord,
  { cause, newOwnerId }: { cause: "removed" | "left"; newOwnerId: string | null },
): Promise<{ id: string }> {
  const { member, sourceAddress } = request;
  const { id, user, role } = judged;
  const end = async (tx: Change) => {
    const newOwner = await requireOwner(tx, member.organization.id, newOwnerId);
    const ownedKeys = await tx.apiKeys.passOwnershipOn(member.organization.id, id, newOwner);
    // Guarded by the role that was judged: a member who became the owner meanwhile stays.
    if (!(await tx.members.delete(member.organization.id, judged))) throw refuse("member_changed");
    await tx.users.cancelPasswordResets(user.id);
    tx.record(memberRemoved(originOf(member, tx.now, sourceAddress), user, role, { cause, ownedKeys, newOwner }));
  };
  await change(request, end, { timeoutMs: ALL_KEYS_TIMEOUT_MS });
  return { id };
}
