import type { InvitationPreview } from "../contract/invitations.ts";
import { invitationStatus } from "../domain/invitation-status.ts";
import { refuse } from "../domain/refusal.ts";
import type { RequestContext } from "../ports/services.ts";

/**
 * What a link is for, shown to the holder of the link.
 * @throws Refusal `invitation_not_found` for a link that was never made, or was replaced by a newer one.
 */
export async function previewInvitation({ services }: RequestContext, token: string): Promise<InvitationPreview> {
  const { invitations, organizations, users } = services.data;
  const invitation = await invitations.findByToken(services.secrets.hash(token));
  if (invitation === null) throw refuse("invitation_not_found");
  const organization = await organizations.find(invitation.organizationId);
  if (organization === null) throw refuse("invitation_not_found");
  return {
    organization: { name: organization.name },
    email: invitation.email,
    role: invitation.role,
    status: invitationStatus(invitation, services.now()),
    invitedBy: { name: invitation.inviterName },
    expiresAt: invitation.expiresAt,
    hasAccount: (await users.findByEmail(invitation.email)) !== null,
  };
}
