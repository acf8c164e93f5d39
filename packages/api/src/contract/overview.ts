import { z } from "zod";
import type { ExecutorState } from "../domain/executor-state.ts";
import type { KeyRefusalReason } from "../domain/key-refusal.ts";
import type { KeyStatus } from "../domain/key-status.ts";
import type { InstanceView } from "./executors.ts";
import { instant } from "./fields.ts";

/** Rows that a list of the overview names at most. */
export const OVERVIEW_ITEMS = 20;

/** As far as a list of the overview is counted: a `total` of this means this many or more. */
export const OVERVIEW_COUNTS_TO = 10_000;

/** As far as the keys that expire on one day are counted. */
export const EXPIRY_DAY_COUNTS_TO = 2_000;

/** Keys that expire within this many days need attention. */
export const EXPIRING_WITHIN_DAYS = 30;

/** A refused key counts as still presented for this many hours. */
export const STILL_PRESENTED_HOURS = 24;

export const overviewInput = z
  .strictObject({
    /**
     * When each of the next days begins where the reader is: keys that expire are counted day by day up to the last of them.
     * Absent: those of the next 30 days, as one number.
     */
    dayStarts: z
      .array(instant)
      .max(EXPIRING_WITHIN_DAYS + 1)
      .optional(),
  })
  .optional();

export type OverviewInput = z.infer<typeof overviewInput>;

/** The keys that expire on one day: after the first instant, up to the second. */
export interface ExpiryDay {
  after: Date;
  until: Date;
  /** At most `EXPIRY_DAY_COUNTS_TO`, which means that many or more. */
  count: number;
}

/** What needs attention first; more of it leads to the list of its screen. */
export interface OverviewList<Item> {
  items: Item[];
  total: number;
}

/** One minute of the organization's executors. A minute in which no server ran is absent: a gap is not a zero. */
export interface MinutePoint {
  /** The start of the minute. */
  at: Date;
  /** Executors online at its end. */
  online: number;
  /** Syncs that were accepted. */
  syncs: number;
  /** Syncs that were refused with a key of the organization. */
  refused: number;
}

/** The state of an organization at a glance. */
export interface OverviewView {
  serverTime: Date;
  keys: Record<KeyStatus, number>;
  executors: Record<ExecutorState, number>;
  /** Active keys, the next to expire first; and all of them by day, whose counts add up to the total. */
  expiring: OverviewList<{ id: string; name: string; expiresAt: Date }> & { days: ExpiryDay[] };
  /** Executors that go on trying and are refused, those that were accepted latest first. */
  refusedExecutors: OverviewList<{ id: string; name: string; reason: KeyRefusalReason; since: Date; lastAt: Date }>;
  /** Executors whose name several instances use at the same time, the latest noticed first. */
  duplicated: OverviewList<{ id: string; name: string; instances: InstanceView[] }>;
  /** Executors, the latest to fall silent first. */
  offline: OverviewList<{ id: string; name: string; lastSeenAt: Date }>;
  /** Active keys that no executor ever used, the oldest first. */
  neverUsed: OverviewList<{ id: string; name: string; createdAt: Date }>;
  /** Active keys that several executors are bound to, the most shared first. */
  shared: OverviewList<{ id: string; name: string; executors: number }>;
  /** Keys that were presented lately and refused, the latest first. */
  refused: OverviewList<{
    key: { id: string; name: string; status: KeyStatus };
    at: Date;
    reason: KeyRefusalReason;
    executorName: string;
  }>;
  /** The last 24 h, the oldest first; the minute that is running comes with its end. */
  series: MinutePoint[];
}
