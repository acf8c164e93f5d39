import { originOf } from "../audit/audit-entries.ts";
import { ownershipTransferred } from "../audit/organization-entries.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";

/**
 * Makes another member the owner, and whoever asks an admin. Of two transfers at the same moment one happens.
 * @throws Refusal `member_not_found`, `already_owner`, `ownership_changed`, or `member_changed` when the member left meanwhile.
 */
export async function transferOwnership(
  { services, member, sourceAddress }: MemberRequest,
  memberId: string,
): Promise<{ ownerId: string }> {
  const { organization, user } = member;
  const ownerId = await services.data.transact(async ({ members, users, audit }) => {
    const [from, to] = [
      await members.findByUser(organization.id, user.userId),
      await members.find(organization.id, memberId),
    ];
    if (to === null) throw refuse("member_not_found");
    if (from === null || from.role !== "owner") throw refuse("ownership_changed");
    if (to.role === "owner") throw refuse("already_owner");
    if (!(await members.changeRole(organization.id, from.id, "owner", "admin"))) throw refuse("ownership_changed");
    if (!(await members.changeRole(organization.id, to.id, to.role, "owner"))) throw refuse("member_changed");
    await users.cancelPasswordResets(to.user.id);
    const origin = originOf(member, services.now(), sourceAddress);
    await audit.append([ownershipTransferred(origin, organization, from.user, to.user)]);
    return to.user.id;
  });
  for (const userId of [user.userId, ownerId]) services.live.endFor({ userId, organizationId: organization.id });
  return { ownerId };
}
