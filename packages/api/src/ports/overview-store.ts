import type { MinutePoint } from "../contract/overview.ts";
import type { Stretch } from "../domain/expiry-days.ts";
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

export interface RefusedExecutor extends Named {
  readonly reason: KeyRefusalReason;
  readonly since: Date;
  readonly lastAt: Date;
}

/** What needs attention in one organization. Every query is bounded by an index or by `bounds`, at any number of rows. */
export interface OverviewStore {
  /** Keys that are not revoked and expire in a stretch of time; the next first. */
  expiring(organizationId: string, stretch: Stretch, items: number): Promise<(Named & { expiresAt: Date })[]>;
  /** How many keys that are not revoked expire in each of some stretches, each counted no further than `countTo`. */
  countExpiries(organizationId: string, stretches: readonly Stretch[], countTo: number): Promise<number[]>;
  /** Executors judged duplicated after `since`, the latest first. */
  duplicated(
    organizationId: string,
    since: Date,
    bounds: OverviewBounds,
  ): Promise<Bounded<Named & { instances: string | null }>>;
  /** Executors that are offline, the latest seen first; at most `items` of them. */
  offline(organizationId: string, now: Date, items: number): Promise<(Named & { lastSeenAt: Date })[]>;
  /** Executors that are refused, the latest accepted first; at most `items` of them. */
  refusedExecutors(organizationId: string, now: Date, items: number): Promise<RefusedExecutor[]>;
  /** Active keys that were never used; the oldest first. */
  neverUsed(organizationId: string, now: Date, bounds: OverviewBounds): Promise<Bounded<Named & { createdAt: Date }>>;
  /** Active keys with more than one executor bound to them; the most shared first; all of them are counted. */
  shared(organizationId: string, now: Date, items: number): Promise<Bounded<Named & { executors: number }>>;
  /** How many keys, of any status, have more than one executor bound to them; none counted beyond `limit`. */
  countShared(organizationId: string, now: Date, limit: number): Promise<number>;
  /** Keys whose latest refusal is no older than `since`; the latest first. */
  refused(organizationId: string, since: Date, bounds: OverviewBounds): Promise<Bounded<RefusedKey>>;
  /** The minutes kept from `from` on, in order. */
  minutes(organizationId: string, from: Date): Promise<MinutePoint[]>;
}
