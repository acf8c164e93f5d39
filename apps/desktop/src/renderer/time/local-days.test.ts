import { afterEach, expect, it } from "vitest";
import { dayOf, instantsOfDays, isDay } from "./local-days.ts";

const zone = process.env["TZ"];
afterEach(() => {
  if (zone === undefined) delete process.env["TZ"];
  else process.env["TZ"] = zone;
});

it.each([
  { in: "UTC", day: "2026-06-01", from: "2026-06-01T00:00:00Z", to: "2026-06-02T00:00:00Z" },
  { in: "Pacific/Kiritimati", day: "2026-06-01", from: "2026-05-31T10:00:00Z", to: "2026-06-01T10:00:00Z" },
  // Clocks go forward: 23 hours.
  { in: "Europe/Berlin", day: "2026-03-29", from: "2026-03-28T23:00:00Z", to: "2026-03-29T22:00:00Z" },
  // Clocks go back: 25 hours.
  { in: "Europe/Berlin", day: "2026-10-25", from: "2026-10-24T22:00:00Z", to: "2026-10-25T23:00:00Z" },
  // Forward at midnight: the day has no 00:00 and begins at 01:00.
  { in: "Africa/Cairo", day: "2026-04-24", from: "2026-04-23T22:00:00Z", to: "2026-04-24T21:00:00Z" },
  // Back from 01:00 to 00:00: the day has two midnights and begins at the first.
  { in: "America/Havana", day: "2026-11-01", from: "2026-11-01T04:00:00Z", to: "2026-11-02T05:00:00Z" },
])("covers the whole of $day in $in, also when it is not 24 hours long", ({ in: timeZone, day, from, to }) => {
  process.env["TZ"] = timeZone;
  expect(instantsOfDays({ from: day, to: day })).toEqual({ from: new Date(from), to: new Date(to) });
  expect(dayOf(new Date(from))).toBe(day);
  expect(dayOf(new Date(Date.parse(to) - 1))).toBe(day);
});

it("leaves open what is not given, and takes no text for a day that is none", () => {
  expect(instantsOfDays({})).toEqual({});
  expect(instantsOfDays({ from: "yesterday", to: "2026-02-30" })).toEqual({});
  for (const text of ["", "2026-13-01", "2026-02-29", "26-01-01", "0001-01-01", "2026-1-1"])
    expect(isDay(text)).toBe(false);
  expect(isDay("2028-02-29")).toBe(true);
});
