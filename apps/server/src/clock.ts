/** The one place that asks what time it is. Everything else is told. */
export const clock = {
  /** To show, to store, and to judge what is stored by: somebody may set it at any moment. */
  now: (): Date => new Date(),
  wallMs: (): number => Date.now(),
  /** Milliseconds since some moment, for every age and time-out within the process; nobody can set it. */
  monotonicMs: (): number => performance.now(),
  /** Runs work once, in so many milliseconds. @returns how to call it off. */
  after: (ms: number, work: () => void): (() => void) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};

export type Clock = typeof clock;
