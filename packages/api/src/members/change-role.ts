import { originOf } from "../audit/audit-entries.ts";
import { memberRoleChanged } from "../audit/organization-entries.ts";
import { change } from "../changes/change.ts";
import type { GivenRole, MemberView } from "../contract/members.ts";
import { judgeRoleChange } from "../domain/member-rules.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";

/**
 * Makes a member an admin or an admin a member. It holds from their next call, and for what they have open now.
 * @throws Refusal `member_not_found`, `not_permitted`, `last_owner`, `role_unchanged`, or `member_changed`.
 */
export async function changeRole(
  request: MemberRequest,
  { id, role }: { id: string; role: GivenRole },
): Promise<MemberView> {
  const { member, sourceAddress } = request;
  const { organization, user } = member;
  const { result: changed } = await change(request, async (tx) => {
    const target = await tx.members.find(organization.id, id);
    if (target === null) throw refuse("member_not_found");
    const actor = { userId: user.userId, role: member.role };
    const verdict = judgeRoleChange(actor, { userId: target.user.id, role: target.role }, role);
    if (verdict !== "allowed") throw refuse(verdict);
    if (!(await tx.members.changeRole(organization.id, target, role))) throw refuse("member_changed");
    await tx.users.cancelPasswordResets(target.user.id);
    const origin = originOf(member, tx.now, sourceAddress);
    tx.record(memberRoleChanged(origin, target.user, target.role, role));
    return { ...target, role };
  });
  return changed;
}
