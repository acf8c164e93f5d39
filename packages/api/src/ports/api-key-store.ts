import type { KeyFollowers, MovedFollower } from "../domain/key-followers.ts";
import type { KeyOwner, KeySortField } from "../contract/api-keys.ts";
import type { ChangeOrigin, RevocationCause, RevocationDetails } from "../domain/audit-actions.ts";
import type { PendingRenewal } from "../domain/key-renewal.ts";
import type { KeyRefusalReason } from "../domain/key-refusal.ts";
import type { KeyEnd } from "../domain/key-end.ts";
import type { KeyStatus } from "../domain/key-status.ts";
import type { Labels } from "../domain/labels.ts";
import type { KeyNetwork } from "../domain/new-networks.ts";
import type { PageCursor } from "../domain/page-cursor.ts";

/** A key's row with the executors bound to it. */
export interface ApiKeyRecord {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  /** As natural order compares it. */
  readonly nameOrder: string;
  readonly hint: string;
  readonly note: string;
  readonly labels: Labels;
  /** The member who answers for it, by their name of now. */
  readonly owner: KeyOwner | null;
  readonly createdAt: Date;
  readonly createdById: string | null;
  readonly createdByName: string | null;
  /** When it ends by itself: the expiry it was issued with, or earlier. */
  readonly expiresAt: Date | null;
  /** The expiry it was issued with. */
  readonly issuedExpiresAt: Date | null;
  /** When it ends because it was rotated. */
  readonly retiresAt: Date | null;
  /** Whether it ends once its last executor has moved to another key. */
  readonly retiresWhenMoved: boolean;
  /** When it ends because it is unused; null: it is not warned about. */
  readonly unusedEndsAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revokedReason: string | null;
  /** Until when it is refused for a while; in the past: it was. */
  readonly pausedUntil: Date | null;
  readonly lastUsedAt: Date | null;
  readonly targetExecutorId: string | null;
  readonly targetExecutorName: string | null;
  readonly targetExecutorKind: string | null;
  readonly revokePrevious: boolean;
  readonly replacesKeyId: string | null;
  readonly replacedByKeyId: string | null;
  /** The renewal that it was made by, while its executor has not used it yet. */
  readonly pendingFor: PendingRenewal | null;
  /** When an executor moved to it because it had renewed the key before. */
  readonly renewedAt: Date | null;
  readonly lastRefusal: { readonly at: Date; readonly reason: KeyRefusalReason; readonly executorName: string } | null;
  /** How many executors are bound to the key, how many of them are told to renew it, and the two seen latest. */
  readonly usedBy: { total: number; renewing: number; executors: { id: string; name: string; lastSeenAt: Date }[] };
}

export interface NewApiKey extends Omit<
  ApiKeyRecord,
  | "nameOrder"
  | "revokedAt"
  | "revokedReason"
  | "pausedUntil"
  | "lastUsedAt"
  | "lastRefusal"
  | "replacedByKeyId"
  | "pendingFor"
  | "renewedAt"
  | "usedBy"
  | "issuedExpiresAt"
  | "retiresAt"
  | "retiresWhenMoved"
  | "unusedEndsAt"
> {
  readonly secretHash: string;
  /** For a successor that an executor asks for: it ends then, unless that executor has used it. */
  readonly pending?: PendingRenewal & { readonly until: Date; readonly executorId: string };
}

/** A successor of a key that its executor has not used yet. */
export interface PendingSuccessor {
  readonly id: string;
  readonly name: string;
  readonly executorName: string;
  readonly createdAt: Date;
  readonly revokedAt: null;
  readonly expiresAt: Date | null;
}

export interface NamedKey {
  readonly name: string;
  readonly row: { readonly revokedAt: Date | null; readonly expiresAt: Date | null } | null;
}

/** A value of a facet, and what people call it. */
export interface NamedValue {
  readonly value: string;
  readonly name: string;
  /** How many keys of the organization have it; null where that is not kept, and has to be counted. */
  readonly keys: number | null;
}

export interface KeyFilter {
  readonly organizationId: string;
  readonly search: string | null;
  readonly executorId: string | null;
  /** Each that is there narrows them further. */
  readonly facets: {
    /** Keys that expire after the first instant, up to the second; without one of them, at any time before or after the other. */
    readonly expires?: { readonly after?: Date; readonly until?: Date };
    readonly neverUsed?: true;
    /** Keys that several executors are bound to. */
    readonly shared?: true;
    /** Keys that were there at this instant and have not been used after it. */
    readonly unusedSince?: Date;
    readonly createdById?: string;
    /** Of a member; null: keys without an owner. */
    readonly ownerId?: string | null;
    /** `name=value`: keys that have each of them. */
    readonly labels?: readonly string[];
  };
}

/** A value of a facet that is there in every organization, and what it asks. */
export interface FixedValue extends Pick<KeyFilter, "facets"> {
  readonly value: string;
  readonly status: KeyStatus | null;
}

export interface KeyPageQuery extends KeyFilter {
  readonly status: KeyStatus | null;
  readonly sort: { readonly by: KeySortField; readonly direction: "asc" | "desc" };
  readonly after: PageCursor | null;
  /** Rows to pass over after the cursor. */
  readonly skip: number;
  readonly limit: number;
}

/** Keys of one organization. Every method names the organization; a row of another one is as good as absent. */
export interface ApiKeyReads {
  find(organizationId: string, id: string): Promise<ApiKeyRecord | null>;
  /** The executors whose keys follow some keys by renewals, one or several in turn, are not revoked, and are none of these keys. */
  followers(organizationId: string, ids: readonly string[]): Promise<KeyFollowers>;
  /** Those of them that have used their keys; one whose key is among these keys too is named as well. */
  movedFollowers(organizationId: string, ids: readonly string[]): Promise<MovedFollower[]>;
  /** The key that a program has given this id; a key that follows it after a rotation has the id then. */
  findByExternalId(organizationId: string, externalId: string): Promise<ApiKeyRecord | null>;
  /** External ids in their order, after one of them, with the key that has each now. */
  externalIds(
    organizationId: string,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<{ externalId: string; keyId: string }[]>;
  /** Which of some organizations has a key; null when none of them has. */
  locate(organizationIds: readonly string[], id: string): Promise<string | null>;
  /** In the order asked for, rows without a value last; at most `limit` rows after the cursor. */
  page(query: KeyPageQuery, now: Date): Promise<ApiKeyRecord[]>;
  /** Keys by their ids, in the order of these; those that are not there are absent. */
  many(organizationId: string, ids: readonly string[]): Promise<ApiKeyRecord[]>;
  /**
   * Names and rows of keys by their ids. A key whose row is gone has the name that the audit log kept; its `row` is null.
   * An id that never was a key of the organization is absent.
   */
  names(organizationId: string, ids: readonly string[]): Promise<Map<string, NamedKey>>;
  /** Ids of the keys that pass a filter, in their order: at most `limit`. */
  ids(filter: KeyFilter & { readonly status: KeyStatus | null }, now: Date, limit: number): Promise<string[]>;
  /**
   * How many of the keys that a filter finds have each value: those that keys have of a facet, or some fixed ones. At most `limit`
   * keys are looked at, those that meet one thing that the filter asks; `looked` is how many were. Values that none of them has may
   * be absent.
   */
  countByValue(
    filter: KeyFilter & { readonly status: KeyStatus | null },
    values: "creator" | "owner" | "label" | readonly FixedValue[],
    now: Date,
    limit: number,
  ): Promise<{ looked: number; counts: ReadonlyMap<string, number> }>;
  /** How many keys of an organization each of some facets finds, up to `limit`. */
  countEach(organizationId: string, each: readonly KeyFilter["facets"][], now: Date, limit: number): Promise<number[]>;
  /** Values of a facet that keys have, or may have: at most `limit`, by name. */
  facetValues(organizationId: string, facet: "creator" | "owner" | "label", limit: number): Promise<NamedValue[]>;
  /** Which keys of some organizations have secrets of these hashes. */
  locateByHash(
    organizationIds: readonly string[],
    secretHashes: readonly string[],
  ): Promise<{ organizationId: string; id: string; secretHash: string }[]>;
  /** The networks that keys were used from, each with its first use, by the keys' ids. */
  networks(organizationId: string, keyIds: readonly string[]): Promise<Map<string, KeyNetwork[]>>;
  countByStatus(filter: KeyFilter, now: Date): Promise<Record<KeyStatus, number>>;
}

/** What people may change about a key at any time; what is absent stays. */
export type ChangedKey = Partial<Pick<ApiKeyRecord, "note" | "labels" | "owner">>;

declare const locked: unique symbol;

/** A key that no other transaction changes until this one ends, nor its unused successors. Only `findForUpdate` gives one. */
export type LockedKey = ApiKeyRecord & {
  readonly pendingSuccessors: readonly PendingSuccessor[];
  readonly [locked]: true;
};

export interface ApiKeyWrites extends ApiKeyReads {
  /** Whether a key that is not revoked was made for an executor of this name. */
  isNameTaken(organizationId: string, executorName: string): Promise<boolean>;
  /** The same as `find`, and locks the key and its organization's audit log until the transaction ends. */
  findForUpdate(organizationId: string, id: string): Promise<LockedKey | null>;
  /** The same as `find`. No other transaction changes the key until this one ends; others may lock it in the same way. */
  findForShare(organizationId: string, id: string): Promise<ApiKeyRecord | null>;
  /** The same as `findForUpdate` of many keys, in the order of their ids; those that are not there are absent. */
  findManyForUpdate(organizationId: string, ids: readonly string[]): Promise<LockedKey[]>;
  /** A successor of a key, by the hash of its secret. */
  findSuccessor(organizationId: string, replacesKeyId: string, secretHash: string): Promise<ApiKeyRecord | null>;
  /**
   * Inserts a key that expires as it says, or earlier by the policy of its organization, which does not change meanwhile.
   * @returns when it ends.
   * @throws Refusal `key_exists` when there is a key with the same secret.
   * @throws ConcurrentChangeError when its owner is no member any more.
   */
  insert(key: NewApiKey): Promise<KeyEnd>;
  /** Gives a new key an external id. @throws ConcurrentChangeError when another key has it. */
  giveExternalId(organizationId: string, keyId: string, externalId: string): Promise<void>;
  /** A key's external id, if it has one, becomes another key's. */
  passExternalIdOn(organizationId: string, fromKeyId: string, toKeyId: string): Promise<void>;
  /**
   * Has a key that is replaced end by itself, at an instant or (null) once its last executor has moved. Every server process
   * judges by it before the change returns.
   */
  retire(key: LockedKey, retirement: { replacedByKeyId: string; retiresAt: Date | null }): Promise<void>;
  /**
   * Has an unused key end by itself at an instant, unless it is to end sooner. Every server process judges by it before the
   * change returns.
   */
  warnUnused(key: LockedKey, unusedEndsAt: Date): Promise<void>;
  /** Takes that back, since the key is used; with the same consequences. A key that has ended stays as it is. */
  noteUse(organizationId: string, id: string, now: Date): Promise<void>;
  /**
   * Takes a successor into use: it is pending no more, and ends when it was issued to end.
   * @throws ConcurrentChangeError when it is not pending.
   */
  takeIntoUse(key: ApiKeyRecord, now: Date): Promise<void>;
  /** Has a successor count as pending no more that has ended without a use. */
  giveUp(organizationId: string, successorId: string): Promise<void>;
  /** Has a key end once its last executor has moved, or at an instant; its unused successors end no later. */
  endWithRenewal(key: LockedKey, end: { readonly retiresAt: Date } | "whenMoved"): Promise<void>;
  /** Revokes the unused successors of a key, as `revoke` does. */
  revokePending(key: LockedKey, origin: ChangeOrigin, cause: RevocationCause): void;
  /**
   * Revokes a key that is not revoked: its row, its audit row, and that every server process forgets it before the change
   * returns; and with it its unused successors, each in the same way: it was made with this key. Written as the change is
   * committed.
   */
  revoke(key: LockedKey, origin: ChangeOrigin, cause: RevocationCause, details?: RevocationDetails): void;
  /**
   * Has a key that is not revoked refused until an instant, or (null) not any more, with its audit row. Every server process
   * judges by it before the change returns.
   */
  pause(key: LockedKey, pause: { until: Date; reason: string | null } | null, origin: ChangeOrigin): Promise<void>;
  /**
   * Changes what people wrote about keys, each with its audit row.
   * @throws ConcurrentChangeError when a new owner is no member any more.
   */
  update(changes: readonly { key: LockedKey; changed: ChangedKey }[], origin: ChangeOrigin): Promise<void>;
  /** Gives the keys of one owner to another, or (null) to none. @returns how many there were. */
  passOwnershipOn(organizationId: string, fromMemberId: string, to: KeyOwner | null): Promise<number>;
  /** Deletes a revoked key, with the same consequences. */
  delete(key: LockedKey, origin: ChangeOrigin): Promise<void>;
}
