import { readLastAccepted } from "@excalibur/api/contract";
import type { LockOutClaim, UnknownSync } from "@excalibur/api/server";
import { CoalescingRows } from "./coalescing-rows.ts";

/** Milliseconds between two tries of one executor that are written down. */
const TRY_INTERVAL_MS = 60_000;
/** Claims that wait for the next second, at most. */
const MAX_WAITING = 1_000;
/** Executors that one address may name in an hour, and executors that all addresses together may name. */
const MAX_OF_ADDRESS = 1_000;
const MAX_IN_ALL = 20_000;
const HOUR_MS = 60 * 60 * 1000;

interface Options {
  readonly write: (claims: readonly LockOutClaim[]) => Promise<void>;
  readonly monotonicMs: () => number;
  readonly onWriteFailed: (error: unknown) => void;
}

interface WaitingClaim extends LockOutClaim {
  readonly id: string;
}

/**
 * Collects what executors with unknown keys say of who accepted them before, off the request path. Any caller can say so: what
 * one address says, what is remembered, and what waits is bounded. What is beyond a bound is dropped without a trace.
 */
export class LockOuts {
  readonly #options: Options;
  readonly #claims = new CoalescingRows<WaitingClaim>(TRY_INTERVAL_MS);
  #namedBy = new Map<string, Set<string>>();
  #named = 0;
  #hourBeganMs = Number.NEGATIVE_INFINITY;
  #writing = Promise.resolve();

  constructor(options: Options) {
    this.#options = options;
  }

  /** @param header what the executor sent of who accepted it before. */
  note({ request, now, sourceAddress }: UnknownSync, header: string | undefined): void {
    if (header === undefined) return;
    const lastAccepted = readLastAccepted(header);
    if (lastAccepted === null || this.#claims.size >= MAX_WAITING) return;
    const { organizationId, keyId } = lastAccepted;
    const { name: executorName, kind: executorKind, host = null } = request;
    const id = `${organizationId} ${executorName}`;
    if (!this.#mayName(sourceAddress, id)) return;
    this.#claims.note({ id, organizationId, executorName, executorKind, keyId, host, address: sourceAddress, at: now });
  }

  /** Writes what is due, after what is being written. What could not be written is dropped: the next try says the same. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  #mayName(address: string, id: string): boolean {
    const nowMs = this.#options.monotonicMs();
    if (nowMs - this.#hourBeganMs >= HOUR_MS) {
      this.#namedBy = new Map();
      this.#named = 0;
      this.#hourBeganMs = nowMs;
    }
    const named = this.#namedBy.get(address) ?? new Set();
    if (named.has(id)) return true;
    if (named.size >= MAX_OF_ADDRESS || this.#named >= MAX_IN_ALL) return false;
    this.#namedBy.set(address, named.add(id));
    this.#named += 1;
    return true;
  }

  async #write(): Promise<void> {
    const due = this.#claims.takeDue(this.#options.monotonicMs(), false);
    if (due.length === 0) return;
    try {
      await this.#options.write(due);
    } catch (error) {
      this.#options.onWriteFailed(error);
    }
  }
}
