import type { PresenceRecorder } from "@excalibur/api/server";

/** Milliseconds between two writes of one row. */
const ROW_INTERVAL_MS = 5_000;

export interface Seen {
  readonly id: string;
  readonly organizationId: string;
  at: Date;
}

interface Options {
  /** One multi-row statement a table. */
  readonly write: (rows: { executors: Seen[]; keys: Seen[] }) => Promise<unknown>;
  readonly now: () => Date;
  readonly onWriteFailed: (error: unknown) => void;
}

/**
 * Collects when executors and keys were seen, off the request path. Flushed every second; each row is written at most
 * once in 5 s, so a sighting is on disk at most 5 s later.
 */
export class PresenceBuffer implements PresenceRecorder {
  readonly #options: Options;
  readonly #executors = new Coalescing();
  readonly #keys = new Coalescing();

  constructor(options: Options) {
    this.#options = options;
  }

  seen(organizationId: string, executorId: string, keyId: string, at: Date): void {
    this.#executors.note(organizationId, executorId, at);
    this.#keys.note(organizationId, keyId, at);
  }

  recorded(organizationId: string, executorId: string, keyId: string, at: Date): void {
    this.#executors.wrote(executorId, at);
    this.#keys.note(organizationId, keyId, at);
  }

  /** Writes what is due. A failed write is kept for the next time; a later sighting replaces it. */
  async flush({ everything = false }: { everything?: boolean } = {}): Promise<void> {
    const now = this.#options.now();
    const rows = { executors: this.#executors.takeDue(now, everything), keys: this.#keys.takeDue(now, everything) };
    if (rows.executors.length === 0 && rows.keys.length === 0) return;
    try {
      await this.#options.write(rows);
    } catch (error) {
      this.#executors.putBack(rows.executors);
      this.#keys.putBack(rows.keys);
      this.#options.onWriteFailed(error);
    }
  }
}

class Coalescing {
  readonly #pending = new Map<string, Seen>();
  readonly #writtenAtMs = new Map<string, number>();

  note(organizationId: string, id: string, at: Date): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) this.#pending.set(id, { id, organizationId, at });
    else pending.at = at;
  }

  wrote(id: string, at: Date): void {
    this.#pending.delete(id);
    this.#writtenAtMs.set(id, at.getTime());
  }

  takeDue(now: Date, everything: boolean): Seen[] {
    const dueBefore = now.getTime() - ROW_INTERVAL_MS;
    for (const [id, writtenAtMs] of this.#writtenAtMs) if (writtenAtMs <= dueBefore) this.#writtenAtMs.delete(id);

    const due: Seen[] = [];
    for (const [id, seen] of this.#pending) {
      if (!everything && this.#writtenAtMs.has(id)) continue;
      due.push(seen);
      this.#pending.delete(id);
      this.#writtenAtMs.set(id, now.getTime());
    }
    return due;
  }

  putBack(rows: readonly Seen[]): void {
    for (const row of rows) {
      this.#writtenAtMs.delete(row.id);
      if (!this.#pending.has(row.id)) this.#pending.set(row.id, row);
    }
  }
}
