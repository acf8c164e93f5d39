import type { ExecutorFacet, ExecutorSortField, StateCounts } from "../contract/executors.ts";
import type { FacetValue } from "../contract/key-facets.ts";
import type { ChangeOrigin } from "../domain/audit-actions.ts";
import type { ExecutorFacts } from "../domain/executor-admission.ts";
import type { ExecutorState } from "../domain/executor-state.ts";
import type { Labels } from "../domain/labels.ts";
import type { PageCursor } from "../domain/page-cursor.ts";
import type { ApiKeyRecord } from "./api-key-store.ts";

/** An executor's row with its keys. */
export interface ExecutorRecord extends ExecutorFacts {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly kind: string;
  readonly note: string;
  readonly labels: Labels;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly boundAt: Date;
  readonly onlineSince: Date | null;
  readonly disconnectedAt: Date | null;
  /** Who has lately spoken under its name: JSON text, as `writeInstanceTrail` writes it; null while there was one only. */
  readonly instances: string | null;
  /** When it was last judged duplicated; null when it never was. */
  readonly duplicatedAt: Date | null;
  /** The last try that was refused, of those with the key that it is bound to; why; and since when it is refused. */
  readonly refusedAt: Date | null;
  readonly refusedReason: string | null;
  readonly refusedSince: Date | null;
  /** From when on it is told to renew its key; null unless it is asked to. */
  readonly renewAt: Date | null;
  /** When a second secret was last offered for a renewal of its key that was under way. */
  readonly contestedAt: Date | null;
  readonly boundKeyId: string | null;
  readonly boundKey: Pick<ApiKeyRecord, "id" | "name" | "revokedAt" | "expiresAt" | "renewedAt"> | null;
  /** The newest active key made for this executor after it moved to the one it is bound to. */
  readonly pendingKey: PendingKey | null;
}

/** A key that waits for an executor. */
export interface PendingKey {
  readonly id: string;
  readonly name: string;
  /** When it ends unless the executor uses it; null: it was not made by a renewal. */
  readonly unusedUntil: Date | null;
}

type SetLater =
  | "note"
  | "labels"
  | "disconnectedAt"
  | "instances"
  | "duplicatedAt"
  | "refusedAt"
  | "refusedReason"
  | "refusedSince"
  | "renewAt"
  | "contestedAt";

export interface NewExecutor extends Omit<ExecutorRecord, "boundKey" | "pendingKey" | "boundKeyId" | SetLater> {
  readonly boundKeyId: string;
}

export interface ExecutorFilter {
  readonly organizationId: string;
  readonly search: string | null;
  readonly boundKeyId: string | null;
  readonly kind: string | null;
  readonly version: string | null;
  /** Only versions that are older than the newest that any executor of the organization has. */
  readonly isOlderThanNewest: boolean;
  /** `name=value`: executors that have each of them. */
  readonly labels: readonly string[];
  readonly state: ExecutorState | null;
  /** Online means: seen after this instant. */
  readonly seenAfter: Date | null;
  readonly notSeenAfter: Date | null;
}

export interface ExecutorPageQuery extends ExecutorFilter {
  readonly sort: { readonly by: ExecutorSortField; readonly direction: "asc" | "desc" };
  readonly after: PageCursor | null;
  readonly limit: number;
}

/** Executors of one organization. Every method names the organization; a row of another one is as good as absent. */
export interface ExecutorReads {
  find(organizationId: string, id: string, now: Date): Promise<ExecutorRecord | null>;
  /** Which of some organizations has an executor; null when none of them has. */
  locate(organizationIds: readonly string[], id: string): Promise<string | null>;
  findByName(organizationId: string, name: string): Promise<ExecutorRecord | null>;
  /** At most `limit` rows after the cursor, each with its place in the order. */
  page(query: ExecutorPageQuery, now: Date): Promise<{ executor: ExecutorRecord; place: PageCursor }[]>;
  countByState(filter: ExecutorFilter, now: Date): Promise<StateCounts>;
  /** The values that executors have of a facet, with how many each, at most `limit`. */
  countByFacet(filter: ExecutorFilter, facet: ExecutorFacet, now: Date, limit: number): Promise<FacetValue[]>;
  /** Executors that are bound to one of some keys and were seen after an instant: how many, and those seen latest. */
  boundToAny(
    organizationId: string,
    keyIds: readonly string[],
    { seenAfter, shown }: { seenAfter: Date; shown: number },
  ): Promise<{ total: number; executors: { id: string; name: string; lastSeenAt: Date }[] }>;
  /** The keys that executors are bound to, by the executors' names; a name that no executor has is absent. */
  boundKeys(organizationId: string, names: readonly string[]): Promise<Map<string, string | null>>;
  /** How many executors are bound to a key, leaving one out. */
  countBoundTo(organizationId: string, keyId: string, exceptExecutorId: string): Promise<number>;
}

export interface ExecutorWrites extends ExecutorReads {
  /** How many executors are bound to a key. No other change counts them so, or changes the key, until this one ends. */
  countBoundForUpdate(organizationId: string, keyId: string): Promise<number>;
  /** @throws ConcurrentChangeError when the name has been taken in this organization meanwhile. */
  insert(executor: NewExecutor): Promise<void>;
  /**
   * Writes a sync's facts, time and key, and that it is connected.
   * @throws ConcurrentChangeError when it is gone, or no longer bound to `fromKeyId`.
   */
  recordSync(
    organizationId: string,
    id: string,
    fromKeyId: string | null,
    sync: ExecutorFacts &
      Pick<ExecutorRecord, "boundAt" | "onlineSince" | "instances" | "duplicatedAt"> & {
        seenAt: Date;
        keyId: string;
      },
  ): Promise<void>;
  /** Changes what people wrote about an executor, with its audit row. @throws ConcurrentChangeError when it is gone. */
  update(
    executor: ExecutorRecord,
    changed: Partial<Pick<ExecutorRecord, "note" | "labels">>,
    origin: ChangeOrigin,
  ): Promise<void>;
  /**
   * Deletes an executor: its row, its audit row, and that every server process forgets what it knows of the key it is bound to
   * before the change returns.
   * @throws ConcurrentChangeError when it is gone, or no longer bound to that key.
   */
  delete(executor: ExecutorRecord, origin: ChangeOrigin): Promise<void>;
  /**
   * Writes down a try that was refused.
   * @throws ConcurrentChangeError when the executor has been seen, refused or moved since it was read.
   */
  recordRefusal(executor: ExecutorRecord, refusal: { at: Date; reason: string; since: Date }): Promise<void>;
  /**
   * Has executors told to renew their keys, from moments on that are spread over `spreadMs` after `from`: one by its id, or all
   * that are bound to some keys. Those that are told already stay as they are.
   * @returns how many are told now that were not before.
   */
  askToRenew(
    organizationId: string,
    executors: { readonly id: string } | { readonly boundKeyIds: readonly string[] },
    when: { readonly from: Date; readonly spreadMs: number },
  ): Promise<number>;
  /** Notes that a second secret was offered for a renewal. */
  noteContest(organizationId: string, id: string, at: Date): Promise<void>;
  /** Notes that an executor's silence was noticed. @returns false when that was noted before, or it has been seen since. */
  markDisconnected(organizationId: string, id: string, lastSeenAt: Date, at: Date): Promise<boolean>;
}

/** A silent executor without an event for its silence yet. */
export interface SilentExecutor {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly boundKeyId: string | null;
  readonly lastSeenAt: Date;
}

/** An executor's row without its keys. */
export type RecalledExecutor = ExecutorFacts &
  Pick<ExecutorRecord, "id" | "kind" | "boundKeyId" | "lastSeenAt" | "disconnectedAt" | "refusedSince" | "renewAt">;
