import type { Random } from "./random.ts";
import type { SimulatedDatabase } from "./simulated-database.ts";
import type { Host, VirtualTime } from "./virtual-time.ts";

/** After which a statement without an answer is given up, and its connection with it. */
const TIMEOUT_MS = 2_000;

// Made once: the trace of a stack takes longer than all the rest of a statement.
const NO_ANSWER = new Error("no answer in time");
const AWAY = new Error("the database is away");

/** One server process's way to the database. */
export interface Wire {
  readonly host: Host;
  /** Until when nothing gets through, in either direction. */
  cutUntilMs: number;
}

/** What can happen to a statement between a process and the database. */
export class SimulatedNetwork {
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #database: SimulatedDatabase;

  constructor(time: VirtualTime, random: Random, database: SimulatedDatabase) {
    this.#time = time;
    this.#random = random;
    this.#database = database;
  }

  /** Rejects when there is no answer in time; what was asked may then have been done, or may still be done, much later. */
  ask<T>(wire: Wire, run: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const answered = this.#time.after(TIMEOUT_MS, wire.host, () => reject(NO_ANSWER));
      this.#time.after(this.#delayMs(), null, () => {
        if (this.#isCut(wire)) return;
        const answer = this.#database.isUp ? attempt(run) : { error: AWAY };
        this.#deliver(wire, () => {
          answered();
          if ("value" in answer) resolve(answer.value);
          else reject(answer.error);
        });
      });
    });
  }

  /** A notification, which may be late, and may not arrive at all. */
  notify(wire: Wire, receive: () => void): void {
    if (this.#random.chance(0.1)) return;
    this.#deliver(wire, receive);
  }

  #deliver(wire: Wire, happen: () => void): void {
    this.#time.after(this.#delayMs(), null, () => {
      if (!this.#isCut(wire)) this.#time.after(0, wire.host, happen);
    });
  }

  #delayMs(): number {
    if (this.#random.chance(0.03)) return this.#random.between(500, 6_000);
    return this.#random.between(0.1, this.#random.chance(0.2) ? 200 : 5);
  }

  #isCut(wire: Wire): boolean {
    return wire.cutUntilMs > this.#time.nowMs || this.#random.chance(0.01);
  }
}

function attempt<T>(run: () => T): { value: T } | { error: unknown } {
  try {
    return { value: run() };
  } catch (error) {
    return { error };
  }
}
