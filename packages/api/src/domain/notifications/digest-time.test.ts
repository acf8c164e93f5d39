import { expect, it } from "vitest";
import { nextDigestAt } from "./digest-time.ts";

it.each([
  ["UTC", 480, "2026-11-28T07:59:00Z", "2026-11-28T08:00:00Z"],
  ["UTC", 480, "2026-11-28T08:00:00Z", "2026-11-29T08:00:00Z"],
  ["Europe/Berlin", 480, "2026-11-28T10:00:00Z", "2026-11-29T07:00:00Z"],
  ["America/New_York", 0, "2026-11-28T10:00:00Z", "2026-11-29T05:00:00Z"],
  ["Asia/Kathmandu", 510, "2026-11-28T10:00:00Z", "2026-11-29T02:45:00Z"],
  // The day on which clocks are put forward, and the one on which they are put back.
  ["Europe/Berlin", 480, "2026-03-28T10:00:00Z", "2026-03-29T06:00:00Z"],
  ["Europe/Berlin", 480, "2026-10-24T10:00:00Z", "2026-10-25T07:00:00Z"],
])("in %s a digest at minute %d is due, after %s, at %s", (timeZone, minute, after, expected) => {
  expect(nextDigestAt(minute, timeZone, new Date(after))).toEqual(new Date(expected));
});
