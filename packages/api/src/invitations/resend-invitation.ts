import { originOf } from "../audit/audit-entries.ts";
import { memberInvited } from "../audit/organization-entries.ts";
import { change } from "../changes/change.ts";
import { INVITATION_LIFETIME_MS, judgeResending } from "../domain/invitation-status.ts";
import { mayInviteAnother } from "../domain/growth-limits.ts";
import { judgeInvitation } from "../domain/member-rules.ts";
import { refuse } from "../domain/refusal.ts";
import type { Change } from "../ports/change.ts";
import type { MemberRequest } from "../ports/services.ts";
import { handOverInvitation, type HandedInvitation } from "./hand-over-invitation.ts";

/**
 * Makes a new link for an invitation, open for the full time again. The earlier link no longer works.
 * @throws Refusal `invitation_not_found`, `not_permitted`, `invitation_accepted`, `invitation_cancelled`,
 *   `already_member`, or, when it had expired, `invitation_exists` or `invitation_limit`.
 */
export async function resendInvitation(request: MemberRequest, id: string): Promise<HandedInvitation> {
  const { services, member, sourceAddress } = request;
  const organizationId = member.organization.id;
  const token = services.secrets.createLinkToken();

  const renew = async (tx: Change) => {
    const { now } = tx;
    const found = await tx.invitations.find(organizationId, id);
    if (found === null) throw refuse("invitation_not_found");
    for (const verdict of [judgeInvitation(member, found.role), judgeResending(found)]) {
      if (verdict !== "allowed") throw refuse(verdict);
    }
    if ((await tx.members.findByEmail(organizationId, found.email)) !== null) throw refuse("already_member");
    const open = await tx.invitations.findOpen(organizationId, found.email, now);
    if (open !== null && open.id !== id) throw refuse("invitation_exists");
    const isOpen = found.expiresAt > now;
    if (!isOpen && !mayInviteAnother(await tx.invitations.countOpenForUpdate(organizationId, now))) {
      throw refuse("invitation_limit");
    }
    const renewed = { ...found, expiresAt: new Date(now.getTime() + INVITATION_LIFETIME_MS) };
    if (!(await tx.invitations.renew(found, services.secrets.hash(token), renewed.expiresAt, now))) {
      throw refuse("invitation_accepted");
    }
    tx.record(memberInvited(originOf(member, now, sourceAddress), renewed, "invitation.resent"));
    return renewed;
  };
  const { result: invitation } = await change(request, renew, { givenUp: () => refuse("invitation_exists") });
  return handOverInvitation(request, invitation, token);
}
