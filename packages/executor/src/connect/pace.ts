/** How fast an executor may go, in milliseconds. */
export interface Pace {
  /** Bounds for the interval that the server asks for. */
  readonly minIntervalMs: number;
  readonly maxIntervalMs: number;
  /** Every wait after a failure lasts at least this long. */
  readonly minRetryMs: number;
  /** Longest wait after a first failure; doubles with each further one, up to `maxRetryMs`. */
  readonly firstRetryMs: number;
  readonly maxRetryMs: number;
  /** Between tries with a key that was refused. */
  readonly refusedRetryMs: number;
  /** A longer `Retry-After` than this is not believed: a misled proxy must not silence an executor for a day. */
  readonly maxRetryAfterMs: number;
}

export const DEFAULT_PACE: Pace = {
  minIntervalMs: 1000,
  maxIntervalMs: 3_600_000,
  minRetryMs: 250,
  firstRetryMs: 1000,
  maxRetryMs: 60_000,
  refusedRetryMs: 60_000,
  maxRetryAfterMs: 3_600_000,
};

/** Share of a steady interval that is left to chance, so that executors started together drift apart. */
const STEADY_JITTER = 0.1;

/** Around the interval given, 10 % up or down. `random` is in [0, 1). */
export function aroundInterval(intervalMs: number, random: number): number {
  return Math.round(intervalMs * (1 - STEADY_JITTER + 2 * STEADY_JITTER * random));
}

/**
 * Exponential backoff with jitter over the whole interval ("full jitter"), so that a thousand executors that lost their
 * server at one instant do not return at one. Source: Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 * @param failures how many attempts failed in a row, at least 1
 */
export function backoff(failures: number, pace: Pace, random: number): number {
  const longest = Math.min(pace.maxRetryMs, pace.firstRetryMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(pace.minRetryMs + random * Math.max(0, longest - pace.minRetryMs));
}
