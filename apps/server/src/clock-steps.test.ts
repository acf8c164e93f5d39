import { expect, test } from "vitest";
import { ClockSteps } from "./clock-steps.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

test("a wall clock that is set ahead or back is noticed once, one that drifts is not", () => {
  let [wall, monotonic] = [1_000_000_000_000, 5_000];
  const steps = new ClockSteps({ wallMs: () => wall, monotonicMs: () => monotonic });
  const pass = (ms: number, setByMs = 0): boolean => {
    [wall, monotonic] = [wall + ms + setByMs, monotonic + ms];
    return steps.wasSet();
  };
  expect(pass(DAY_MS)).toBe(false);
  expect(pass(1_000, 3_650 * DAY_MS)).toBe(true);
  expect(pass(1_000)).toBe(false);
  expect(pass(1_000, -3_650 * DAY_MS)).toBe(true);
  expect(pass(60_000, -60_000)).toBe(true);
  expect(pass(DAY_MS, 9_000)).toBe(false);
});
