import { originOf } from "../audit/audit-entries.ts";
import { ownershipTransferred } from "../audit/organization-entries.ts";
import { change } from "../changes/change.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";

/**
 * Makes another member the owner, and the caller an admin. Of two concurrent transfers one succeeds.
 * @throws Refusal `member_not_found`, `already_owner`, `ownership_changed`, or `member_changed` when the member left meanwhile.
 */
export async function transferOwnership(request: MemberRequest, memberId: string): Promise<{ ownerId: string }> {
  const { member, sourceAddress } = request;
  const { organization, user } = member;
  const { result: ownerId } = await change(request, async (tx) => {
    const [from, to] = [
      await tx.members.findByUser(organization.id, user.userId),
      await tx.members.find(organization.id, memberId),
    ];
    if (to === null) throw refuse("member_not_found");
    if (from === null || from.role !== "owner") throw refuse("ownership_changed");
    if (to.role === "owner") throw refuse("already_owner");
    if (!(await tx.members.changeRole(organization.id, from, "admin"))) throw refuse("ownership_changed");
    if (!(await tx.members.changeRole(organization.id, to, "owner"))) throw refuse("member_changed");
    await tx.users.cancelPasswordResets(to.user.id);
    const origin = originOf(member, tx.now, sourceAddress);
    tx.record(ownershipTransferred(origin, organization, from.user, to.user));
    return to.user.id;
  });
  return { ownerId };
}
