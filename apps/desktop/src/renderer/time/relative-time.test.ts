import { expect, it } from "vitest";
import { distanceInTime, exactTime, relativeTime, shortDay } from "./relative-time.ts";

// Where the tests run, as days are named there.
const now = new Date(2026, 5, 15, 12);
const before = (ms: number) => new Date(now.getTime() - ms);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

it.each([
  [0, "now"],
  [999, "now"],
  [4_000, "4 s ago"],
  [59_999, "59 s ago"],
  [MINUTE, "1 min ago"],
  [59 * MINUTE, "59 min ago"],
  [23 * HOUR, "23 h ago"],
  [DAY, "1 day ago"],
  [29 * DAY + 1, "29 days ago"],
  [-6 * DAY - HOUR, "in 6 days"],
  [-6 * DAY + 1, "in 6 days"],
  [-(24 * HOUR - 1), "in 1 day"],
  [-80 * MINUTE, "in 1 h"],
])("shows %i ms as %s", (ms, words) => {
  expect(relativeTime(before(ms), now)).toBe(words);
});

it("names the day once a distance says little, with the year when it is another one", () => {
  expect(relativeTime(before(40 * DAY), now)).toBe("6 May");
  expect(relativeTime(before(400 * DAY), now)).toMatch(/^\d+ May 2025$/);
  expect(distanceInTime(before(400 * DAY), now)).toBe("400 days ago");
  expect(shortDay(new Date(2026, 4, 3, 12), now)).toBe("3 May");
});

it("writes the exact instant with its zone", () => {
  expect(exactTime(new Date(2026, 4, 3, 12, 3, 22))).toMatch(/^3 May 2026, 12:03:22 GMT[+-]\d/);
});
