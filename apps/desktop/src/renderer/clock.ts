/** The one place of the renderer that asks for the time. */
export const clock = {
  /** To show and to store: somebody may set it at any moment. */
  wallMs: (): number => Date.now(),
  /** Milliseconds since some moment, for every age and time-out; nobody can set it. */
  monotonicMs: (): number => performance.now(),
};
