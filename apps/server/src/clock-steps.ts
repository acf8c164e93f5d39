import type { Clock } from "./clock.ts";

/** The clocks of a machine run apart by less, between two looks at them. */
const TOLERATED_MS = 10_000;

/**
 * Notices that somebody set the wall clock, or that the machine was suspended: wall and monotonic clock did not go on by the
 * same. What is old by the wall clock alone is not to be believed then.
 */
export class ClockSteps {
  readonly #clock: Pick<Clock, "wallMs" | "monotonicMs">;
  #apartMs: number;

  constructor(clock: Pick<Clock, "wallMs" | "monotonicMs">) {
    this.#clock = clock;
    this.#apartMs = clock.wallMs() - clock.monotonicMs();
  }

  /** Whether the wall clock was set since the last call, or since the beginning. */
  wasSet(): boolean {
    const apartMs = this.#clock.wallMs() - this.#clock.monotonicMs();
    const steppedMs = Math.abs(apartMs - this.#apartMs);
    this.#apartMs = apartMs;
    return steppedMs > TOLERATED_MS;
  }
}
