import type { KeyRefusal } from "@excalibur/api/server";
import { CoalescingRows } from "./coalescing-rows.ts";

/** Milliseconds between two tries of one executor that are written down. */
const TRY_INTERVAL_MS = 60_000;

/** Tries that wait for the next second at most. Who presents a refused key under more names than that is no fleet. */
const MAX_WAITING = 1_000;

interface Options {
  readonly write: (refusals: readonly KeyRefusal[]) => Promise<void>;
  readonly monotonicMs: () => number;
  readonly onWriteFailed: (error: unknown) => void;
}

interface RefusedTry extends KeyRefusal {
  /** Of the name within its organization, and the key that was presented under it. */
  readonly id: string;
}

/** Collects the tries of executors that are refused, off the request path: the first at once, then one a minute of each. */
export class RefusedTries {
  readonly #options: Options;
  readonly #tries = new CoalescingRows<RefusedTry>(TRY_INTERVAL_MS);

  #writing = Promise.resolve();

  constructor(options: Options) {
    this.#options = options;
  }

  note(refusal: KeyRefusal): void {
    if (this.#tries.size >= MAX_WAITING) return;
    const { organizationId, executorName, keyId } = refusal;
    this.#tries.note({ ...refusal, id: `${organizationId} ${keyId} ${executorName}` });
  }

  /** Writes what is due, after what is being written. What could not be written is kept for the next time. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const due = this.#tries.takeDue(this.#options.monotonicMs(), false);
    if (due.length === 0) return;
    try {
      await this.#options.write(due);
    } catch (error) {
      this.#tries.putBack(due);
      this.#options.onWriteFailed(error);
    }
  }
}
