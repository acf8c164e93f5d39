import type { KeyRefusal } from "@excalibur/api/server";
import { CoalescingRows } from "./coalescing-rows.ts";

interface Seen {
  readonly id: string;
  readonly organizationId: string;
  readonly at: Date;
}

interface SeenExecutor extends Seen {
  readonly instanceId: string | null;
  readonly keyId: string;
}

interface RefusalRow extends KeyRefusal {
  /** The key's. */
  readonly id: string;
}

interface Rows {
  executors: SeenExecutor[];
  keys: Seen[];
  refusals: RefusalRow[];
}

interface Options {
  /** One multi-row statement a table. */
  readonly write: (rows: Rows) => Promise<unknown>;
  readonly monotonicMs: () => number;
  readonly onWriteFailed: (error: unknown) => void;
}

/**
 * Collects when executors and keys were seen or refused, off the request path. Flushed every second; each row is
 * written at most once in 5 s, so a sighting is on disk at most 5 s later.
 */
export class PresenceBuffer {
  readonly #options: Options;
  readonly #executors = new CoalescingRows<SeenExecutor>();
  readonly #keys = new CoalescingRows<Seen>();
  readonly #refusals = new CoalescingRows<RefusalRow>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** @param instanceId of the process that was seen; null when it names none. */
  seen(organizationId: string, executorId: string, keyId: string, instanceId: string | null, at: Date): void {
    this.#executors.note({ id: executorId, organizationId, at, instanceId, keyId });
    this.#keys.note({ id: keyId, organizationId, at });
  }

  /** The same, when the executor's row was written already. */
  recorded(organizationId: string, executorId: string, keyId: string, at: Date): void {
    this.#executors.wrote(executorId, this.#options.monotonicMs());
    this.#keys.note({ id: keyId, organizationId, at });
  }

  refused(refusal: KeyRefusal): void {
    this.#refusals.note({ id: refusal.keyId, ...refusal });
  }

  /** Writes what is due. A failed write is kept for the next time; a later sighting replaces it. */
  async flush({ everything = false }: { everything?: boolean } = {}): Promise<void> {
    const nowMs = this.#options.monotonicMs();
    const rows = {
      executors: this.#executors.takeDue(nowMs, everything),
      keys: this.#keys.takeDue(nowMs, everything),
      refusals: this.#refusals.takeDue(nowMs, everything),
    };
    if (rows.executors.length + rows.keys.length + rows.refusals.length === 0) return;
    try {
      await this.#options.write(rows);
    } catch (error) {
      this.#executors.putBack(rows.executors);
      this.#keys.putBack(rows.keys);
      this.#refusals.putBack(rows.refusals);
      this.#options.onWriteFailed(error);
    }
  }
}
