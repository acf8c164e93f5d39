import { expect, it } from "vitest";
import { nextDays } from "./expiry-days.ts";

const at = (day: number, hour = 0) => new Date(Date.UTC(2026, 5, day, hour));
const now = at(1, 9);

it("the next days are what is left of today, and whole days after it", () => {
  expect(nextDays(now, [at(2), at(3), at(4)], 3)).toEqual([
    { after: now, until: at(2) },
    { after: at(2), until: at(3) },
    { after: at(3), until: at(4) },
  ]);
});

it("no time is in two of them or left out, also with beginnings in disorder, twice, past or far off", () => {
  const sent = [at(3), at(9), at(2), at(3), now, at(1)];
  expect(nextDays(now, sent, 3)).toEqual([
    { after: now, until: at(2) },
    { after: at(2), until: at(3) },
  ]);
});

it("a day on which clocks are changed has 23 or 25 hours", () => {
  expect(nextDays(now, [at(2), at(3, 1), at(4, 1)], 3)).toHaveLength(3);
});

it("without beginnings they are one stretch of so many days", () => {
  expect(nextDays(now, [], 30)).toEqual([{ after: now, until: at(31, 9) }]);
  expect(nextDays(now, [at(1), new Date(Date.UTC(2027, 1, 1))], 30)).toEqual([{ after: now, until: at(31, 9) }]);
});
