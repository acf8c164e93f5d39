import {
  LiveBacklog,
  type LiveFeed,
  type LiveNews,
  type LiveSubscriber,
  type PublishedChange,
} from "@excalibur/api/server";

import type { WakeInTurns } from "./wake-in-turns.ts";

/** Milliseconds after which a reader gets a message that nothing happened. */
const QUIET_AFTER_MS = 30_000;

/** The backlog of one subscription, and its waiting reader. */
export class InProcessFeed implements LiveFeed {
  readonly subscriber: LiveSubscriber;
  readonly #onClose: (feed: InProcessFeed) => void;
  #backlog = new LiveBacklog();
  #last: "recheckAccess" | "stopping" | null = null;
  readonly #ending = new AbortController();
  #wake: () => void = () => {};
  readonly #turns: WakeInTurns;
  readonly #wakeReader = () => this.#wake();

  constructor(subscriber: LiveSubscriber, turns: WakeInTurns, onClose: (feed: InProcessFeed) => void) {
    this.subscriber = subscriber;
    this.#turns = turns;
    this.#onClose = onClose;
  }

  /** Wakes the reader in its next turn. */
  add(change: PublishedChange): void {
    this.#backlog.add(change);
    this.#turns.add(this.#wakeReader);
  }

  /** Discards the backlog: the reader may have lost the right to it. */
  end(why: "recheckAccess" | "stopping"): void {
    this.#last = why;
    this.#ending.abort();
    this.#wake();
  }

  get ended(): AbortSignal {
    return this.#ending.signal;
  }

  async next(signal: AbortSignal): Promise<LiveNews> {
    const waiting = this.#take();
    if (waiting !== null) return waiting;
    await this.#somethingHappens(signal);
    return this.#take() ?? { kind: "quiet" };
  }

  close(): void {
    this.#onClose(this);
  }

  #take(): LiveNews | null {
    if (this.#last !== null) return { kind: this.#last };
    const changes = this.#backlog.take();
    return changes.length === 0 ? null : { kind: "changes", changes };
  }

  #somethingHappens(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        this.#wake = () => {};
        resolve();
      };
      const timer = setTimeout(done, QUIET_AFTER_MS);
      signal.addEventListener("abort", done);
      this.#wake = done;
    });
  }
}
