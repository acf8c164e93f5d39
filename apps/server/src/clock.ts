/** The one file that reads the time. All other code gets the time as an argument. */
export const clock = {
  /** The wall clock: to show, to store, and to compare with stored instants. It may be set at any moment. */
  now: (): Date => new Date(),
  wallMs: (): number => Date.now(),
  /** The monotonic clock in milliseconds: for every age and time-out within the process. It can't be set. */
  monotonicMs: (): number => performance.now(),
  /** Runs work once, in so many milliseconds. @returns how to call it off. */
  after: (ms: number, work: () => void): (() => void) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};

export type Clock = typeof clock;
