import { refuse } from "@excalibur/api/server";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { LimitRule } from "./limits.ts";
import type { Points } from "./points.ts";

/** Points that one server process counts for itself. */
export function createProcessPoints({ allowed, windowSeconds }: LimitRule): Points {
  const limiter = new RateLimiterMemory({ points: allowed, duration: windowSeconds });
  return {
    async take(subject) {
      try {
        await limiter.consume(subject);
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        throw refuse("rate_limited", { retryAfterMs: Math.max(1, refused.msBeforeNext) });
      }
      return async () => {
        await limiter.reward(subject);
      };
    },
  };
}
