import { expect, it } from "vitest";
import { niceCeiling } from "./nice-scale.ts";

it.each([
  [0, 1],
  [1, 1],
  [2, 2],
  [3, 5],
  [10, 10],
  [11, 20],
  [21, 25],
  [49, 50],
  [51, 100],
  [12_001, 20_000],
])("ends an axis for %i at %i", (value, end) => {
  expect(niceCeiling(value)).toBe(end);
});
