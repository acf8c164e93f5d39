import { expect, test } from "vitest";
import { retryAfterMs } from "./retry-after.ts";

const NOW = new Date("2026-06-01T12:00:00Z");
const DATE = "Mon, 01 Jun 2026 10:00:00 GMT";

test.each([
  ["seconds", "120", null, 120_000],
  ["no seconds", "0", null, 0],
  ["white space around it", " 5 ", null, 5000],
  ["a date, by this machine's clock", "Mon, 01 Jun 2026 12:00:30 GMT", null, 30_000],
  ["a date, by the clock of the answer's sender", "Mon, 01 Jun 2026 10:00:30 GMT", DATE, 30_000],
  ["a date that has passed", "Mon, 01 Jun 2026 09:00:00 GMT", DATE, 0],
  ["no header", null, null, null],
  ["an empty one", "", null, null],
  ["a negative number", "-5", null, null],
  ["a fraction", "1.5", null, null],
  ["words", "a moment", null, null],
])("Retry-After is understood: %s", (_, value, date, expected) => {
  expect(retryAfterMs(value, date, NOW)).toBe(expected);
});
