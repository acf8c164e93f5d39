import { expect, it } from "vitest";
import { badgeOf } from "./key-badges.ts";

const now = new Date("2026-06-01T00:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * 24 * 60 * 60 * 1000);

it("warns of an active key that expires within 30 days", () => {
  expect(badgeOf({ status: "active", expiresAt: null }, now, false)).toBe("active");
  expect(badgeOf({ status: "active", expiresAt: inDays(31) }, now, false)).toBe("active");
  expect(badgeOf({ status: "active", expiresAt: inDays(30) }, now, false)).toBe("expiring");
});

it("shows a key as expired the moment it is, without waiting for the server to say so", () => {
  expect(badgeOf({ status: "active", expiresAt: now }, now, false)).toBe("expired");
});

it("lets deletion outdo every other status, and revocation expiry", () => {
  expect(badgeOf({ status: "revoked", expiresAt: inDays(1) }, now, false)).toBe("revoked");
  expect(badgeOf({ status: "active", expiresAt: null }, now, true)).toBe("deleted");
});
