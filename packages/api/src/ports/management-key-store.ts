import type { ManagementScope } from "../domain/management-scopes.ts";
import type { PageCursor } from "../domain/page-cursor.ts";
import type { Membership } from "./organization-store.ts";

/** A management key's row. */
export interface ManagementKeyRecord {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly hint: string;
  readonly scopes: readonly ManagementScope[];
  readonly cidrs: readonly string[];
  readonly createdAt: Date;
  readonly createdById: string;
  readonly createdByName: string;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly lastUsedFrom: string | null;
}

export interface NewManagementKey extends Omit<ManagementKeyRecord, "revokedAt" | "lastUsedAt" | "lastUsedFrom"> {
  readonly secretHash: string;
}

/** Management keys of one organization. A row of another one is as good as absent. */
export interface ManagementKeyReads {
  /** The newest first. */
  page(query: { organizationId: string; after: PageCursor | null; limit: number }): Promise<ManagementKeyRecord[]>;
}

export interface ManagementKeyWrites extends ManagementKeyReads {
  find(organizationId: string, id: string): Promise<ManagementKeyRecord | null>;
  /** Keys that are neither revoked nor expired at an instant; concurrent changes that count them wait for this one. */
  countActiveForUpdate(organizationId: string, now: Date): Promise<number>;
  insert(key: NewManagementKey): Promise<void>;
  /** @returns false when a key with this secret is there already: then the change must be given up. */
  insertUnlessThere(key: NewManagementKey): Promise<boolean>;
  /** Ends the audit streams of the key as well. @returns false when it is revoked already: then nothing changes. */
  revoke(organizationId: string, id: string, at: Date): Promise<boolean>;
}

/** A management key with the person who created it, as both are now. */
export interface PresentedManagementKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly ManagementScope[];
  readonly cidrs: readonly string[];
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly creator: { readonly userId: string; readonly name: string; readonly email: string } | null;
  /** The creator's membership in the key's organization; null when it has ended. */
  readonly membership: Membership | null;
}

/** What became of a look for a management key. `rateLimited`: its address has presented too many that are unknown. */
export type ManagementKeyLookup =
  | { readonly kind: "found"; readonly key: PresentedManagementKey }
  | { readonly kind: "unknown" }
  | { readonly kind: "rateLimited"; readonly retryAfterMs: number };

/** What judging a management key needs. */
export interface ManagementKeyAccess {
  /** Reads the committed row from the primary database, at every call: nothing of it is kept in memory. */
  lookUp(secretHash: string, sourceAddress: string): Promise<ManagementKeyLookup>;
  /** Whether an address is in one of some ranges. */
  isWithin(address: string, cidrs: readonly string[]): boolean;
  /** Notes a use. It is written a few seconds later, with others. */
  used(id: string, at: Date, sourceAddress: string): void;
}
