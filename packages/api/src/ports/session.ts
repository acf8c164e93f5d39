import type { Role } from "../domain/permission-policy.ts";
import type { OrganizationRecord } from "./organization-store.ts";

export interface SignedInUser {
  readonly sessionId: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** The organization chosen in this session; null until one is. */
  readonly activeOrganizationId: string | null;
}

/** Someone who may act in an organization, with the role as read for this very call. */
export interface ActingMember {
  readonly user: SignedInUser;
  readonly organization: OrganizationRecord;
  readonly role: Role;
}
