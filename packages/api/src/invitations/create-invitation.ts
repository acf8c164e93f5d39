import { originOf } from "../audit/audit-entries.ts";
import { memberInvited } from "../audit/organization-entries.ts";
import { change } from "../changes/change.ts";
import type { CreateInvitationInput } from "../contract/invitations.ts";
import { INVITATION_LIFETIME_MS } from "../domain/invitation-status.ts";
import { mayInviteAnother } from "../domain/growth-limits.ts";
import { judgeInvitation } from "../domain/member-rules.ts";
import { refuse } from "../domain/refusal.ts";
import type { Change } from "../ports/change.ts";
import type { MemberRequest } from "../ports/services.ts";
import { handOverInvitation, type HandedInvitation } from "./hand-over-invitation.ts";

/**
 * Invites the owner of an e-mail address. Of two invitations for one address at the same moment one is made.
 * @throws Refusal `not_permitted`, `already_member`, `invitation_exists`, or `invitation_limit`.
 */
export async function createInvitation(
  request: MemberRequest,
  { email, role }: CreateInvitationInput,
): Promise<HandedInvitation> {
  const { services, member, sourceAddress } = request;
  const organizationId = member.organization.id;
  const verdict = judgeInvitation(member, role);
  if (verdict !== "allowed") throw refuse(verdict);
  const token = services.secrets.createLinkToken();

  const invite = async (tx: Change) => {
    const { now } = tx;
    if ((await tx.members.findByEmail(organizationId, email)) !== null) throw refuse("already_member");
    if ((await tx.invitations.findOpen(organizationId, email, now)) !== null) throw refuse("invitation_exists");
    if (!mayInviteAnother(await tx.invitations.countOpenForUpdate(organizationId, now)))
      throw refuse("invitation_limit");
    const invitation = {
      id: services.newId("inv"),
      organizationId,
      email,
      role,
      status: "pending" as const,
      inviterId: member.user.userId,
      inviterName: member.user.name,
      createdAt: now,
      expiresAt: new Date(now.getTime() + INVITATION_LIFETIME_MS),
    };
    await tx.invitations.insert({ ...invitation, tokenHash: services.secrets.hash(token) }, now);
    tx.record(memberInvited(originOf(member, now, sourceAddress), invitation, "member.invited"));
    return invitation;
  };
  const { result: invitation } = await change(request, invite, { givenUp: () => refuse("invitation_exists") });
  return handOverInvitation(request, invitation, token);
}
