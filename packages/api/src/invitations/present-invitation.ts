import type { InvitationView } from "../contract/invitations.ts";
import { invitationStatus } from "../domain/invitation-status.ts";
import type { InvitationRecord } from "../ports/invitation-store.ts";

export function presentInvitation(invitation: InvitationRecord, now: Date): InvitationView {
  const { id, email, role, inviterId, inviterName, createdAt, expiresAt } = invitation;
  const status = invitationStatus(invitation, now);
  return { id, email, role, status, invitedBy: { id: inviterId, name: inviterName }, createdAt, expiresAt };
}
