import { originOf } from "../audit/audit-entries.ts";
import { passwordResetRequested } from "../audit/organization-entries.ts";
import { change } from "../changes/change.ts";
import { PASSWORD_RESET_PATH } from "../contract/account.ts";
import { passwordResetMail } from "../domain/mail-texts.ts";
import { judgePasswordReset } from "../domain/member-rules.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Makes a link with which a member sets a new password: works once, for a day. It is sent by mail where that is
 * configured, and is returned to the caller otherwise. For a member of other organizations too it is only sent by mail:
 * a manager of this organization must not get access to the others.
 * @throws Refusal `member_not_found`, `not_permitted`, or `reset_needs_mail`.
 */
export async function resetPassword(
  request: MemberRequest,
  memberId: string,
): Promise<{ link: string | null; mailed: boolean }> {
  const { services, member, sourceAddress } = request;
  const { organization } = member;
  const token = services.secrets.createLinkToken();
  const link = services.links.write(PASSWORD_RESET_PATH, token);

  const { result } = await change(request, async (tx) => {
    const at = tx.now;
    const target = await tx.members.find(organization.id, memberId);
    if (target === null) throw refuse("member_not_found");
    const actor = { userId: member.user.userId, role: member.role };
    const verdict = judgePasswordReset(actor, { userId: target.user.id, role: target.role });
    if (verdict !== "allowed") throw refuse(verdict);
    const belongsElsewhere = (await tx.organizations.memberships(target.user.id)).length > 1;
    if (belongsElsewhere && services.sendMail === null) throw refuse("reset_needs_mail");
    const reset = {
      userId: target.user.id,
      organizationId: organization.id,
      tokenHash: services.secrets.hash(token),
      expiresAt: new Date(at.getTime() + DAY_MS),
      at,
    };
    await tx.users.insertPasswordReset(reset);
    tx.record(passwordResetRequested(originOf(member, at, sourceAddress), target.user, reset));
    return { user: target.user, mayHandOver: !belongsElsewhere, expiresAt: reset.expiresAt };
  });

  const { user, mayHandOver, expiresAt } = result;
  const mail = passwordResetMail({ organization: organization.name, requester: member.user.name, link, expiresAt });
  const mailed = services.sendMail !== null && (await services.sendMail({ to: user.email, ...mail }));
  return { link: mailed || !mayHandOver ? null : link, mailed };
}
