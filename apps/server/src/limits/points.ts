/** Gives a point back that was taken for a guess that turned out not to be wrong. */
export type GiveBack = () => Promise<void>;

/** The points of one limit. */
export interface Points {
  /**
   * Takes a point of a subject, in one step: as many callers at once as may be, no more get one than there are.
   * @throws Refusal `rate_limited` when none is left in this window.
   */
  take(subject: string): Promise<GiveBack>;
}
