import { z } from "zod";
import type { InvitationStatus } from "../domain/invitation-status.ts";
import { resourceId, text } from "./fields.ts";
import { givenRole, type GivenRole } from "./members.ts";
import { emailAddress, password, personName } from "./setup.ts";

/** Where an invitation's link leads; its secret follows after `#`, which no browser sends anywhere. */
export const INVITATION_PATH = "/invitation";

/** The secret of a link, as it stands after `#`. */
export const linkToken = text()
  .trim()
  .regex(/^[\w-]{43}$/, "The link is not complete. Copy it again, up to its very end.");

export const createInvitationInput = z.strictObject({ email: emailAddress, role: givenRole });
export const invitationIdInput = z.strictObject({ id: resourceId("inv") });
export const invitationTokenInput = z.strictObject({ token: linkToken });

export const acceptInvitationInput = z.strictObject({
  token: linkToken,
  /** A person without an account gives both. A user who is signed in with the invited address gives neither. */
  name: personName.optional(),
  password: password.optional(),
});

export type CreateInvitationInput = z.infer<typeof createInvitationInput>;
export type AcceptInvitationInput = z.infer<typeof acceptInvitationInput>;

/** An invitation as those see it who manage members. */
export interface InvitationView {
  id: string;
  email: string;
  role: GivenRole;
  status: InvitationStatus;
  invitedBy: { id: string; name: string | null };
  createdAt: Date;
  expiresAt: Date;
}

/** An invitation, as shown to the holder of its link. */
export interface InvitationPreview {
  organization: { name: string };
  /** The one address that it is for. */
  email: string;
  role: GivenRole;
  status: InvitationStatus;
  invitedBy: { name: string | null };
  expiresAt: Date;
  /** Whether there is an account for the address: then its owner signs in to accept, else makes one. */
  hasAccount: boolean;
}
