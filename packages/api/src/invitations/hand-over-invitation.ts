import { INVITATION_PATH, type InvitationView } from "../contract/invitations.ts";
import { invitationMail } from "../domain/mail-texts.ts";
import type { InvitationRecord } from "../ports/invitation-store.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentInvitation } from "./present-invitation.ts";

/** What the inviting manager gets: the link to hand over, or null when it was sent by mail. */
export interface HandedInvitation {
  invitation: InvitationView;
  link: string | null;
}

/** Mails the link of an invitation where a mail server is configured and takes it, and gives it to the inviter otherwise. */
export async function handOverInvitation(
  { services, member }: MemberRequest,
  invitation: InvitationRecord,
  token: string,
): Promise<HandedInvitation> {
  const link = services.links.write(INVITATION_PATH, token);
  const { email, role, expiresAt } = invitation;
  const { name: organization } = member.organization;
  const mail = invitationMail({ organization, inviter: member.user.name, role, link, expiresAt });
  const sent = services.sendMail !== null && (await services.sendMail({ to: email, ...mail }));
  return { invitation: presentInvitation(invitation, services.now()), link: sent ? null : link };
}
