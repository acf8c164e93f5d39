import { expect, it } from "vitest";
import { badgeOf } from "./key-badges.ts";

const now = new Date("2026-06-01T00:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * 24 * 60 * 60 * 1000);

it("warns of an active key that expires within 30 days", () => {
  expect(badgeOf({ status: "active", expiresAt: null }, now, null)).toBe("active");
  expect(badgeOf({ status: "active", expiresAt: inDays(31) }, now, null)).toBe("active");
  expect(badgeOf({ status: "active", expiresAt: inDays(30) }, now, null)).toBe("expiring");
});

it("shows a key as expired the moment it is, without waiting for the server to say so", () => {
  expect(badgeOf({ status: "active", expiresAt: now }, now, null)).toBe("expired");
});

it("lets what became of a row outdo every status, and revocation expiry", () => {
  expect(badgeOf({ status: "revoked", expiresAt: inDays(1) }, now, null)).toBe("revoked");
  expect(badgeOf({ status: "active", expiresAt: null }, now, "deleted")).toBe("deleted");
  expect(badgeOf({ status: "revoked", expiresAt: null }, now, "notFound")).toBe("notFound");
});
