import fc from "fast-check";
import { expect, test } from "vitest";
import { aroundInterval, backoff, DEFAULT_PACE } from "./pace.ts";

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("the longest wait doubles with each failure, up to a minute", () => {
  const longest = [1, 2, 3, 4, 5, 6, 7, 8, 1000].map((failures) => backoff(failures, DEFAULT_PACE, 1));
  expect(longest).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test("chance has the whole interval, but for a floor that rules out a tight loop", () => {
  expect(backoff(7, DEFAULT_PACE, 0)).toBe(250);
  expect(backoff(7, DEFAULT_PACE, 0.5)).toBe(30_125);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), random, (failures, chance) => {
      const waitMs = backoff(failures, DEFAULT_PACE, chance);
      return waitMs >= DEFAULT_PACE.minRetryMs && waitMs <= DEFAULT_PACE.maxRetryMs;
    }),
  );
});

test("a steady interval varies by a tenth, so that executors started together drift apart", () => {
  expect([0, 0.5, 1].map((chance) => aroundInterval(5000, chance))).toEqual([4500, 5000, 5500]);
});
