/** Milliseconds between two writes of one row. */
const ROW_INTERVAL_MS = 5_000;

interface Row {
  readonly id: string;
}

/** What waits to be written about rows, the latest of each; no row is due more than once in 5 s, or in another interval. */
export class CoalescingRows<Kind extends Row> {
  readonly #intervalMs: number;
  readonly #pending = new Map<string, Kind>();
  readonly #writtenAtMs = new Map<string, number>();

  constructor(intervalMs: number = ROW_INTERVAL_MS) {
    this.#intervalMs = intervalMs;
  }

  /** How many rows wait. */
  get size(): number {
    return this.#pending.size;
  }

  note(row: Kind): void {
    this.#pending.set(row.id, row);
  }

  /** Another writer has written the row. */
  wrote(id: string, monotonicMs: number): void {
    this.#pending.delete(id);
    this.#writtenAtMs.set(id, monotonicMs);
  }

  takeDue(monotonicMs: number, everything: boolean): Kind[] {
    const dueBefore = monotonicMs - this.#intervalMs;
    for (const [id, writtenAtMs] of this.#writtenAtMs) if (writtenAtMs <= dueBefore) this.#writtenAtMs.delete(id);

    const due: Kind[] = [];
    for (const [id, row] of this.#pending) {
      if (!everything && this.#writtenAtMs.has(id)) continue;
      due.push(row);
      this.#pending.delete(id);
      this.#writtenAtMs.set(id, monotonicMs);
    }
    return due;
  }

  /** The write of what was taken failed. What was noted since is later and stays. */
  putBack(rows: readonly Kind[]): void {
    for (const row of rows) {
      this.#writtenAtMs.delete(row.id);
      if (!this.#pending.has(row.id)) this.#pending.set(row.id, row);
    }
  }
}
