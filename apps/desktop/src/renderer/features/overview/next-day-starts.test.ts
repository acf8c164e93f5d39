import { EXPIRING_WITHIN_DAYS, overviewInput } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { dayOf } from "../../time/local-days.ts";
import { nextDayStarts } from "./next-day-starts.ts";

it("days begin at midnight where the reader is, from tomorrow until a key made for 30 days has expired", () => {
  const now = new Date(2026, 9, 20, 15, 30);
  const starts = nextDayStarts(now);
  expect(starts).toHaveLength(EXPIRING_WITHIN_DAYS + 1);
  expect(starts[0]).toEqual(new Date(2026, 9, 21));
  expect(starts.at(-1)).toEqual(new Date(2026, 10, 20));
  expect(starts.every((start) => start.getHours() === 0)).toBe(true);
  expect(new Set(starts.map(dayOf)).size).toBe(starts.length);
  expect(overviewInput.safeParse({ dayStarts: starts }).success).toBe(true);
});
