/** Time, passed in: tests bring their own. */
export interface Clock {
  now(): Date;
  /** Milliseconds of a monotonic clock: setting the time of day does not change them. */
  monotonicMs(): number;
  /** Resolves after the time given, or as soon as the signal aborts. Never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * The machine's own clock.
 * @param scale shortens every wait: with 0.01 a minute takes 0.6 s. For rehearsals and tests of the real command.
 */
export function systemClock(scale = 1): Clock {
  return {
    now: () => new Date(),
    monotonicMs: () => performance.now() / scale,
    sleep: (ms, signal) => sleep(ms * scale, signal),
  };
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener("abort", finish);
  });
}
