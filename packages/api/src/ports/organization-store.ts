import type { ChangeOrigin } from "../domain/audit-actions.ts";
import type { Role } from "../domain/permission-policy.ts";

export interface OrganizationRecord {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly deactivatedAt: Date | null;
}

/** An organization as one of its members sees it. */
export interface Membership {
  readonly organization: OrganizationRecord;
  readonly role: Role;
}

export interface FirstOwner {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly organization: { id: string; name: string; slug: string };
  readonly at: Date;
}

export interface OrganizationReads {
  find(id: string): Promise<OrganizationRecord | null>;
  isSlugTaken(slug: string): Promise<boolean>;
  /** All memberships of a user, the oldest first. */
  memberships(userId: string): Promise<Membership[]>;
}

export interface OrganizationWrites extends OrganizationReads {
  /** Writes the first owner and the organization. @returns false when someone else was first. */
  insertFirstOwner(owner: FirstOwner): Promise<boolean>;
  /**
   * Writes an organization with its first member, the owner, and the begin of its audit chain.
   * @throws ConcurrentChangeError when the slug is taken.
   */
  insert(organization: { id: string; name: string; slug: string; ownerId: string; at: Date }): Promise<void>;
  /** How many organizations a user owns. Locks the user, so that two organizations are created one after the other. */
  countOwnedForUpdate(userId: string): Promise<number>;
  /**
   * Changes name and slug. With another slug, every server process forgets the keys of the organization before the change
   * returns: executors name the slug as a guard.
   * @returns false when it is deactivated. @throws ConcurrentChangeError when the slug is taken.
   */
  update(before: OrganizationRecord, after: { name: string; slug: string }): Promise<boolean>;
  /**
   * Deactivates an organization: its row, its audit row, and that every server process forgets its keys before the change
   * returns, also when it was deactivated already.
   * @returns false when it was.
   */
  deactivate(organization: OrganizationRecord, origin: ChangeOrigin): Promise<boolean>;
  /** Takes that back, with the same consequences. @returns false when it is active already: nothing changed. */
  reactivate(organization: OrganizationRecord, origin: ChangeOrigin): Promise<boolean>;
  /** Makes an organization the one a session works in. */
  setActive(sessionId: string, organizationId: string): Promise<void>;
}
