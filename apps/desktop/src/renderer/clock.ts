/** The one place of the renderer that asks for the time. */
export const clock = {
  /** The wall clock: to show and to store. It may be set at any moment. */
  wallMs: (): number => Date.now(),
  /** The monotonic clock in milliseconds: for every age and time-out. It can't be set. */
  monotonicMs: (): number => performance.now(),
};
