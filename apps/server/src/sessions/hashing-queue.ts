import { refuse } from "@excalibur/api/server";

const MAX_WAITING = 20;
/** Milliseconds in which a full queue has surely moved on. */
const RETRY_AFTER_MS = 3_000;

/**
 * Who asks for a password to be hashed. `known`: a caller who is signed in, holds a good link or code, or uses a device that
 * signed in before.
 */
export type Asker = "known" | "unknown";

/** Hashes few passwords at a time, by design slow as they are: all else on the server needs a core too. */
export class HashingQueue {
  #free: number;
  readonly #waiting: Record<Asker, (() => void)[]> = { known: [], unknown: [] };

  /** @param atOnce hashes computed at the same time. */
  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /**
   * Runs work that hashes one password, in its turn. Askers who are known have a queue of their own, which goes first.
   * @throws Refusal `busy` when the asker's queue is full.
   */
  async run<Result>(asker: Asker, work: () => Promise<Result>): Promise<Result> {
    await this.#enter(asker);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  /**
   * To be called before anything is read or counted for a password that would be refused anyway.
   * @throws Refusal `busy` when the asker's queue is full.
   */
  requireRoom(asker: Asker): void {
    const isFull = this.#free === 0 && this.#waiting[asker].length >= MAX_WAITING;
    if (isFull) throw refuse("busy", { retryAfterMs: RETRY_AFTER_MS });
  }

  async #enter(asker: Asker): Promise<void> {
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    this.requireRoom(asker);
    await new Promise<void>((enter) => this.#waiting[asker].push(enter));
  }

  /** The next in the queue takes the slot over, so that no newer caller can take it first. */
  #leave(): void {
    const next = this.#waiting.known.shift() ?? this.#waiting.unknown.shift();
    if (next === undefined) this.#free++;
    else next();
  }
}
