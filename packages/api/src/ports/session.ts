import type { Role } from "../domain/permission-policy.ts";
import type { Membership, OrganizationRecord } from "./organization-store.ts";

/** Whoever a session belongs to, as read for this very request. */
export interface SignedInUser {
  readonly sessionId: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** The organization that this session used last; null until it used one. */
  readonly activeOrganizationId: string | null;
  /** All of them, the oldest first. */
  readonly memberships: readonly Membership[];
}

/** Someone who may act in an organization, with the role as read for this very request. */
export interface ActingMember {
  readonly user: SignedInUser;
  readonly organization: OrganizationRecord;
  readonly role: Role;
}
