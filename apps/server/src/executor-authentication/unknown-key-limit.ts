import { RateLimiterMemory } from "rate-limiter-flexible";
import { networkOf } from "../limits/network-of.ts";

/**
 * Counts the unknown keys that an address presents, in windows that begin with the first of them. A key counts from before
 * it is looked up, so that the limit holds for any number at once, and no longer once it turns out not to be unknown.
 */
export class UnknownKeyLimit {
  readonly #limiter: RateLimiterMemory;
  readonly #allowed: number;

  constructor({ allowed, windowSeconds }: { allowed: number; windowSeconds: number }) {
    this.#allowed = allowed;
    this.#limiter = new RateLimiterMemory({ points: allowed, duration: windowSeconds });
  }

  /** Counts a key that is not known yet. @returns milliseconds until the address's window ends when there are too many; null when not. */
  async count(sourceAddress: string): Promise<number | null> {
    const { consumedPoints, msBeforeNext } = await this.#limiter.penalty(networkOf(sourceAddress));
    return this.#waitFor(consumedPoints, msBeforeNext);
  }

  /** A counted key was not unknown. */
  async takeBack(sourceAddress: string): Promise<void> {
    await this.#limiter.reward(networkOf(sourceAddress));
  }

  /** @returns as `count` does, and counts nothing. */
  async waitMs(sourceAddress: string): Promise<number | null> {
    const state = await this.#limiter.get(networkOf(sourceAddress));
    return state === null ? null : this.#waitFor(state.consumedPoints, state.msBeforeNext);
  }

  #waitFor(count: number, windowEndsInMs: number): number | null {
    return count > this.#allowed ? Math.max(1, windowEndsInMs) : null;
  }
}
