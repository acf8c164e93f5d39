import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyStatus } from "./key-status.ts";

const now = new Date("2026-06-01T12:00:00.000Z");
const shifted = (ms: number) => new Date(now.getTime() + ms);
const instants = fc.date({ noInvalidDate: true });

describe("the status of a key", () => {
  it.each([
    { revokedAt: null, expiresAt: null, status: "active", when: "it never expires" },
    { revokedAt: null, expiresAt: shifted(1), status: "active", when: "it has one millisecond left" },
    { revokedAt: null, expiresAt: now, status: "expired", when: "it expires at this very millisecond" },
    { revokedAt: null, expiresAt: shifted(-1), status: "expired", when: "it expired a millisecond ago" },
    { revokedAt: now, expiresAt: null, status: "revoked", when: "it was revoked at this very millisecond" },
    { revokedAt: shifted(-1), expiresAt: shifted(1), status: "revoked", when: "it was revoked and would still run" },
    { revokedAt: shifted(-1), expiresAt: shifted(-2), status: "revoked", when: "it was revoked after it expired" },
    { revokedAt: shifted(-2), expiresAt: shifted(-1), status: "revoked", when: "it was revoked and then expired" },
    { revokedAt: shifted(5), expiresAt: null, status: "revoked", when: "a server with a faster clock revoked it" },
  ])("is $status when $when", ({ revokedAt, expiresAt, status }) => {
    expect(keyStatus({ revokedAt, expiresAt }, now)).toBe(status);
  });

  it("is revoked once it was revoked, at any time and with any expiry", () => {
    fc.assert(
      fc.property(instants, fc.option(instants), instants, (revokedAt, expiresAt, at) => {
        expect(keyStatus({ revokedAt, expiresAt }, at)).toBe("revoked");
      }),
    );
  });

  it("turns from active to expired once, at the exact millisecond", () => {
    const reach = 8_640_000_000_000_000 - 1_000;
    fc.assert(
      fc.property(
        fc.integer({ min: -reach, max: reach }),
        fc.integer({ min: -1_000, max: 1_000 }),
        (expiry, distance) => {
          const key = { revokedAt: null, expiresAt: new Date(expiry) };
          expect(keyStatus(key, new Date(expiry + distance))).toBe(distance < 0 ? "active" : "expired");
        },
      ),
    );
  });
});
