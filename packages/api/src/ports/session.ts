import type { ManagementScope } from "../domain/management-scopes.ts";
import type { Role } from "../domain/permission-policy.ts";
import type { Membership, OrganizationRecord } from "./organization-store.ts";

/** The user of a session, read for this request. */
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
  /** With a management key: the person who created it. */
  readonly user: Pick<SignedInUser, "userId" | "name" | "email">;
  readonly organization: OrganizationRecord;
  readonly role: Role;
  /** What the request showed that it may act for the user. */
  readonly by:
    | { readonly kind: "session"; readonly sessionId: string }
    | {
        readonly kind: "managementKey";
        readonly id: string;
        readonly name: string;
        readonly secretHash: string;
        readonly scopes: readonly ManagementScope[];
      };
}

/** A management key that may be used now. */
export interface ManagementKeyCaller {
  readonly id: string;
  readonly scopes: readonly ManagementScope[];
  /** The person who created it, in the key's organization, with the role of this very moment. */
  readonly member: ActingMember;
}
