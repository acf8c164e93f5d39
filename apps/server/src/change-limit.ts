import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** Counts each user's changes, and refuses those beyond the limit. */
export class ChangeLimit {
  readonly #limiter: RateLimiterMemory;

  constructor({ allowed, windowSeconds }: { allowed: number; windowSeconds: number }) {
    this.#limiter = new RateLimiterMemory({ points: allowed, duration: windowSeconds });
  }

  /** Counts a change, in one step with judging it. @returns null when it may be made, else the milliseconds to wait. */
  async take(userId: string): Promise<number | null> {
    try {
      await this.#limiter.consume(userId);
      return null;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext);
      throw refusal;
    }
  }
}
