import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expiryAfterDays, MAX_EXPIRY_DAYS } from "./key-expiry.ts";
import { keyStatus } from "./key-status.ts";

const now = new Date("2026-06-01T12:00:00.000Z");

describe("the expiry of a key", () => {
  it.each([
    { days: null, expiresAt: null },
    { days: undefined, expiresAt: null },
    { days: 1, expiresAt: new Date("2026-06-02T12:00:00.000Z") },
    { days: 30, expiresAt: new Date("2026-07-01T12:00:00.000Z") },
    { days: 365, expiresAt: new Date("2027-06-01T12:00:00.000Z") },
    { days: MAX_EXPIRY_DAYS, expiresAt: new Date("2036-05-29T12:00:00.000Z") },
  ])("after $days days is $expiresAt", ({ days, expiresAt }) => {
    expect(expiryAfterDays(days, now)).toEqual(expiresAt);
  });

  it("lets a key live to the last millisecond of its days, and no longer", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_EXPIRY_DAYS }), (days) => {
        const key = { revokedAt: null, expiresAt: expiryAfterDays(days, now) };
        const end = now.getTime() + days * 86_400_000;
        expect(keyStatus(key, new Date(end - 1))).toBe("active");
        expect(keyStatus(key, new Date(end))).toBe("expired");
      }),
    );
  });

  describe("on a machine whose clocks are put forward and back", () => {
    const zone = process.env["TZ"];
    beforeAll(() => void (process.env["TZ"] = "Europe/Berlin"));
    afterAll(() => {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    });

    it.each([
      { change: "forward", from: "2026-03-28T12:00:00.000Z", to: "2026-03-29T12:00:00.000Z" },
      { change: "back", from: "2026-10-24T12:00:00.000Z", to: "2026-10-25T12:00:00.000Z" },
    ])("a day is 24 hours over the night they go $change", ({ from, to }) => {
      expect(new Date(from).getTimezoneOffset()).not.toBe(new Date(to).getTimezoneOffset());
      expect(expiryAfterDays(1, new Date(from))).toEqual(new Date(to));
    });

    it("half a year is as many times 24 hours", () => {
      const summer = expiryAfterDays(182, new Date("2026-01-01T00:00:00.000Z"));
      expect(summer).toEqual(new Date("2026-07-02T00:00:00.000Z"));
    });
  });
});
