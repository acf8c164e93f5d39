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

export interface OrganizationStore {
  /** Writes the first owner and the organization. @returns false when someone else was first. */
  insertFirstOwner(owner: FirstOwner): Promise<boolean>;
  /**
   * Writes an organization with its first member, the owner, and the begin of its audit chain.
   * @throws LostRaceError when the slug is taken.
   */
  insert(organization: { id: string; name: string; slug: string; ownerId: string; at: Date }): Promise<void>;
  /** How many organizations a user owns. Who creates one waits for another that the same user is creating. */
  countOwned(userId: string): Promise<number>;
  find(id: string): Promise<OrganizationRecord | null>;
  isSlugTaken(slug: string): Promise<boolean>;
  /** @returns false when it is deactivated. @throws LostRaceError when the slug is taken. */
  update(id: string, changes: { name: string; slug: string }): Promise<boolean>;
  /** @returns false when it is deactivated already. */
  deactivate(id: string, at: Date): Promise<boolean>;
  /** @returns false when it is active already. */
  reactivate(id: string): Promise<boolean>;
  /** All memberships of a user, the oldest first. */
  memberships(userId: string): Promise<Membership[]>;
  /** Makes an organization the one a session works in. */
  setActive(sessionId: string, organizationId: string): Promise<void>;
}
