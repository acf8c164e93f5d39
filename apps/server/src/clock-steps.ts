import type { Clock } from "./clock.ts";

/** The clocks of a machine run apart by less, between two looks at them. */
const TOLERATED_MS = 10_000;

/**
 * Notices that the wall clock was set, or that the machine was suspended: wall and monotonic clock advanced by different
 * times. An age measured by the wall clock alone is not valid then.
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
