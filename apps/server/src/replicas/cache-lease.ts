import type { InvalidationScope } from "@excalibur/api/server";
import type { LeaseGrant, Position, StoredInvalidation } from "@excalibur/db";
import { readScope } from "./invalidation-scope.ts";

/** How much slower than the database's clock this process's may run: it counts on less of a lease than it was granted. */
const CLOCK_DRIFT = 0.02;

/**
 * A moment by two clocks of this machine. The monotonic one can't be set, but stands still while the machine sleeps; the
 * other can be set, but goes on. A lease holds only as long as it does by both.
 */
export interface Instant {
  readonly monotonicMs: number;
  readonly wallMs: number;
}

/** What a lease protects. */
interface Memory {
  forget(scope: InvalidationScope): void;
  forgetEverything(): void;
}

export interface Renewal {
  readonly sentAt: Instant;
  /** The last invalidation applied; null when nothing is in memory. */
  readonly applied: Position | null;
}

/**
 * Whether a replica may answer from memory: only under a lease, and only if it has applied every invalidation that was
 * there when the lease was granted. Pure: events and their times are arguments.
 */
export class CacheLease {
  readonly #memory: Memory;
  readonly #trustedMs: number;
  #grantedFrom: Instant | null = null;
  #applied: Position | null = null;
  /** Whether received invalidations continue the history of `applied`. */
  #isHistoryKnown = false;
  #isReleased = false;

  /** @param leaseMs how long the database grants a lease for. */
  constructor(memory: Memory, leaseMs: number) {
    this.#memory = memory;
    this.#trustedMs = leaseMs * (1 - CLOCK_DRIFT);
  }

  /** The number of the last invalidation applied. */
  get appliedNumber(): number {
    return this.#applied?.number ?? 0;
  }

  holds(monotonicMs: number, wallMs: number): boolean {
    const from = this.#grantedFrom;
    return from !== null && monotonicMs - from.monotonicMs < this.#trustedMs && wallMs - from.wallMs < this.#trustedMs;
  }

  /** Call it before the renewal is sent: the lease will count from this moment. */
  beginRenewal(now: Instant): Renewal {
    if (!this.#holdsAt(now)) this.#startAnew(null);
    return { sentAt: now, applied: this.#applied };
  }

  /** Applies what was missed, and only then counts the lease. */
  endRenewal(renewal: Renewal, grant: LeaseGrant, now: Instant): void {
    this.#isHistoryKnown = true;
    const isContinued = renewal.applied !== null && grant.isIntact && this.#holdsAt(now);
    if (isContinued) for (const invalidation of grant.missed) this.apply(invalidation);
    // After a lapse, or in another history than the one this process knows: what is in memory proves nothing.
    if (!isContinued || this.appliedNumber < grant.head.number) this.#startAnew(grant.head);
    this.#grantedFrom = this.#isReleased ? null : renewal.sentAt;
  }

  /**
   * To be called when a connection was made: it may lead to another database, whose numbers mean something else. An invalidation received
   * counts as applied again once a renewal has compared the histories.
   */
  doubtHistory(): void {
    this.#isHistoryKnown = false;
  }

  /**
   * Applies a received invalidation.
   * @returns whether everything up to it is applied now; false when that is not known, or some before it were missed: a
   * renewal tells.
   */
  apply({ number, mark, scope }: StoredInvalidation): boolean {
    if (this.#applied === null || !this.#isHistoryKnown) return false;
    if (number <= this.#applied.number) return true;
    const invalidated = readScope(scope);
    if (invalidated === null) this.#memory.forgetEverything();
    else this.#memory.forget(invalidated);
    if (number !== this.#applied.number + 1) return false;
    this.#applied = { number, mark };
    return true;
  }

  /** Never again answers from memory. */
  release(): void {
    this.#isReleased = true;
    this.#startAnew(null);
  }

  #holdsAt(now: Instant): boolean {
    return this.holds(now.monotonicMs, now.wallMs);
  }

  #startAnew(from: Position | null): void {
    this.#memory.forgetEverything();
    this.#grantedFrom = null;
    this.#applied = from;
  }
}
