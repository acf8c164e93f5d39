import { expect, test } from "vitest";
import { instantText, isTimeZone } from "./instant-text.ts";

const SUMMER = new Date("2026-06-01T22:30:00Z");
const WINTER = new Date("2026-12-31T23:05:00Z");

test.each([
  [SUMMER, "UTC", "1 June 2026, 22:30 UTC"],
  [SUMMER, "Europe/Berlin", "2 June 2026, 00:30 (Europe/Berlin)"],
  [WINTER, "Europe/Berlin", "1 January 2027, 00:05 (Europe/Berlin)"],
  [SUMMER, "America/Los_Angeles", "1 June 2026, 15:30 (America/Los_Angeles)"],
  [SUMMER, "Asia/Kathmandu", "2 June 2026, 04:15 (Asia/Kathmandu)"],
  [SUMMER, "Mars/Olympus", "1 June 2026, 22:30 UTC"],
])("%s in %s is written with the day and hour of that zone", (at, timeZone, text) => {
  expect(instantText(at, timeZone)).toBe(text);
});

test.each([
  ["UTC", true],
  ["Europe/Berlin", true],
  ["+01:00", false],
  ["Mars/Olympus", false],
  ["", false],
])("%j is a time zone: %s", (name, is) => {
  expect(isTimeZone(name)).toBe(is);
});
