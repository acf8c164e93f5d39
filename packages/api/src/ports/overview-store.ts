import type { MinutePoint } from "../contract/overview.ts";
import type { KeyRefusalReason } from "../domain/key-refusal.ts";

interface Named {
  readonly id: string;
  readonly name: string;
}

/** How much of what is found is read. */
export interface OverviewBounds {
  readonly items: number;
  /** Counted no further than this. */
  readonly countTo: number;
}

export interface Bounded<Row> {
  readonly items: Row[];
  readonly total: number;
}

export interface RefusedKey {
  readonly key: Named & { readonly revokedAt: Date | null; readonly expiresAt: Date | null };
  readonly at: Date;
  readonly reason: KeyRefusalReason;
  readonly executorName: string;
}

/** What needs attention in one organization. Every query is bounded by an index or by `bounds`, at any number of rows. */
export interface OverviewStore {
  countExecutors(organizationId: string, seenAfter: Date): Promise<{ online: number; offline: number }>;
  /** Keys that are not revoked and expire after `now`, but not after `until`; the next first. */
  expiring(
    organizationId: string,
    now: Date,
    until: Date,
    bounds: OverviewBounds,
  ): Promise<Bounded<Named & { expiresAt: Date }>>;
  /** Executors judged duplicated after `since`, the latest first. */
  duplicated(
    organizationId: string,
    since: Date,
    bounds: OverviewBounds,
  ): Promise<Bounded<Named & { instances: string | null }>>;
  /** Executors last seen at `cutoff` or before, the latest first; at most `items` of them. */
  silent(organizationId: string, cutoff: Date, items: number): Promise<(Named & { lastSeenAt: Date })[]>;
  /** Active keys that were never used; the oldest first. */
  neverUsed(organizationId: string, now: Date, bounds: OverviewBounds): Promise<Bounded<Named & { createdAt: Date }>>;
  /** Active keys with more than one executor bound to them; the most shared first. */
  shared(organizationId: string, now: Date, bounds: OverviewBounds): Promise<Bounded<Named & { executors: number }>>;
  /** Keys whose latest refusal is no older than `since`; the latest first. */
  refused(organizationId: string, since: Date, bounds: OverviewBounds): Promise<Bounded<RefusedKey>>;
  /** The minutes kept from `from` on, in order. */
  minutes(organizationId: string, from: Date): Promise<MinutePoint[]>;
}
