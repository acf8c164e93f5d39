import { expect, it } from "vitest";
import { retryDelayMs } from "./retry-delay.ts";

it.each([
  [1, 0, 200],
  [1, 1, 400],
  [2, 1, 800],
  [5, 0, 3_200],
  [6, 1, 10_000],
  [500, 1, 10_000],
  [500, 0, 5_000],
])("after %i failures and by chance %f waits %i ms", (failures, random, delayMs) => {
  expect(retryDelayMs(failures, random)).toBe(delayMs);
});
