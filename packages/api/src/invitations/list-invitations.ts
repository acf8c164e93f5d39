import type { InvitationView } from "../contract/invitations.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentInvitation } from "./present-invitation.ts";

const SHOWN = 500;

/** The organization's latest invitations in every state, the newest first. */
export async function listInvitations({ services, member }: MemberRequest): Promise<{ items: InvitationView[] }> {
  const now = services.now();
  const invitations = await services.data.invitations.list(member.organization.id, SHOWN);
  return { items: invitations.map((invitation) => presentInvitation(invitation, now)) };
}
