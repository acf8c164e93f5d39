import type { GivenRole } from "../contract/members.ts";
import type { StoredInvitationStatus } from "../domain/invitation-status.ts";

export interface InvitationRecord {
  readonly id: string;
  readonly organizationId: string;
  readonly email: string;
  readonly role: GivenRole;
  readonly status: StoredInvitationStatus;
  readonly inviterId: string;
  readonly inviterName: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface InvitationReads {
  /** The newest first; at most `limit`. */
  list(organizationId: string, limit: number): Promise<InvitationRecord[]>;
  find(organizationId: string, id: string): Promise<InvitationRecord | null>;
  /** The open invitation for an address, or null. */
  findOpen(organizationId: string, email: string, now: Date): Promise<InvitationRecord | null>;
  /** By the link's secret, which is what entitles to see it; of any organization. */
  findByToken(tokenHash: string): Promise<InvitationRecord | null>;
}

export interface InvitationWrites extends InvitationReads {
  /** How many are open. No other change counts those of the organization until this one ends. */
  countOpenForUpdate(organizationId: string, now: Date): Promise<number>;
  /** @throws ConcurrentChangeError when there is an open invitation for the address. Expired ones don't stand in the way. */
  insert(invitation: InvitationRecord & { tokenHash: string }, now: Date): Promise<void>;
  /** @returns false when it is no longer open. */
  accept(organizationId: string, id: string, now: Date): Promise<boolean>;
  /** @returns false when it was accepted or cancelled meanwhile. */
  cancel(organizationId: string, id: string): Promise<boolean>;
  /**
   * Gives it another secret, so that the link sent before opens nothing, and a new time to expire.
   * @returns false when it was accepted or cancelled meanwhile.
   * @throws ConcurrentChangeError when it had expired, and there is another open one for the address.
   */
  renew(invitation: InvitationRecord, tokenHash: string, expiresAt: Date, now: Date): Promise<boolean>;
}
