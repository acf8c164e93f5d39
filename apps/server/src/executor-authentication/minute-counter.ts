import { isOver, minuteOf } from "@excalibur/api/server";
import type { MinuteCounts } from "@excalibur/db";

interface Options {
  /** Adds the counts of a minute to what is stored of it. */
  readonly write: (minute: Date, counts: MinuteCounts[]) => Promise<void>;
  readonly now: () => Date;
  readonly onWriteFailed: (error: unknown) => void;
}

interface Counts {
  syncs: number;
  refused: number;
}

interface Minute {
  readonly at: Date;
  readonly byOrganization: Map<string, Counts>;
}

/**
 * Counts the syncs of each minute by organization. A minute is written once it is over; where that fails it is tried
 * again until the next one is over, and then dropped: a gap is better than a wrong number.
 */
export class MinuteCounter {
  readonly #options: Options;
  #running: Minute;
  #over: Minute | null = null;

  constructor(options: Options) {
    this.#options = options;
    this.#running = minuteFrom(options.now());
  }

  accepted(organizationId: string, at: Date): void {
    this.#countsOf(organizationId, at).syncs += 1;
  }

  refused(organizationId: string, at: Date): void {
    this.#countsOf(organizationId, at).refused += 1;
  }

  /** Writes the minute that is over, if one is waiting; with `everything`, the running one too. */
  async flush({ everything = false }: { everything?: boolean } = {}): Promise<void> {
    this.#turn(this.#options.now());
    await this.#writeOver();
    if (!everything) return;
    this.#over = this.#running;
    this.#running = minuteFrom(this.#running.at);
    await this.#writeOver();
  }

  async #writeOver(): Promise<void> {
    const minute = this.#over;
    if (minute === null) return;
    this.#over = null;
    const counts = [...minute.byOrganization].map(([organizationId, count]) => ({ organizationId, ...count }));
    try {
      await this.#options.write(minute.at, counts);
    } catch (error) {
      this.#over ??= minute;
      this.#options.onWriteFailed(error);
    }
  }

  #countsOf(organizationId: string, at: Date): Counts {
    this.#turn(at);
    const { byOrganization } = this.#running;
    let counts = byOrganization.get(organizationId);
    if (counts === undefined) byOrganization.set(organizationId, (counts = { syncs: 0, refused: 0 }));
    return counts;
  }

  #turn(now: Date): void {
    if (!isOver(this.#running.at, now)) return;
    this.#over = this.#running;
    this.#running = minuteFrom(now);
  }
}

function minuteFrom(now: Date): Minute {
  return { at: minuteOf(now), byOrganization: new Map() };
}
