import type { Role } from "../domain/permission-policy.ts";

export interface MemberRecord {
  readonly id: string;
  readonly user: { readonly id: string; readonly name: string; readonly email: string };
  readonly role: Role;
  readonly joinedAt: Date;
}

/** Who belongs to an organization. Every method names it; a member of another one is as good as absent. */
export interface MemberReads {
  /** The owner first, then by the time of joining. */
  list(organizationId: string): Promise<MemberRecord[]>;
  find(organizationId: string, id: string): Promise<MemberRecord | null>;
  findByUser(organizationId: string, userId: string): Promise<MemberRecord | null>;
  findByEmail(organizationId: string, email: string): Promise<MemberRecord | null>;
  /** Up to when a member has read the notices; when the member joined, if none was read yet. */
  noticesReadUntil(organizationId: string, userId: string): Promise<Date>;
}

/** What takes access away or changes it makes the subscriptions of that person check it again, once it is committed. */
export interface MemberWrites extends MemberReads {
  /** @throws ConcurrentChangeError when the user has become a member meanwhile. */
  insert(member: { organizationId: string; userId: string; role: Role; joinedAt: Date }): Promise<void>;
  /** @returns false when the member is gone or no longer has the role of the record: nothing changed. */
  changeRole(organizationId: string, member: MemberRecord, to: Role): Promise<boolean>;
  /** Notes up to when a member has read the notices, unless a later instant is noted. */
  markNoticesRead(organizationId: string, userId: string, at: Date): Promise<void>;
  /**
   * Keys that they own have no owner then, unless another member took them over before.
   * @returns false when the member is gone or no longer has the role of the record: nothing changed.
   */
  delete(organizationId: string, member: MemberRecord): Promise<boolean>;
}
