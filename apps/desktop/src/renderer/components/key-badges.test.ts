import { expect, it } from "vitest";
import { badgeOf } from "./key-badges.ts";

const now = new Date("2026-06-01T00:00:00Z");
const kept = { retiresAt: null, retiresWhenMoved: false, pausedUntil: null };
const inDays = (days: number) => new Date(now.getTime() + days * 24 * 60 * 60 * 1000);

it("warns of an active key that expires within 30 days", () => {
  expect(badgeOf({ ...kept, status: "active", effectiveExpiresAt: null }, now, null)).toBe("active");
  expect(badgeOf({ ...kept, status: "active", effectiveExpiresAt: inDays(31) }, now, null)).toBe("active");
  expect(badgeOf({ ...kept, status: "active", effectiveExpiresAt: inDays(30) }, now, null)).toBe("expiring");
});

it("shows a key as expired the moment it is, without waiting for the server to say so", () => {
  expect(badgeOf({ ...kept, status: "active", effectiveExpiresAt: now }, now, null)).toBe("expired");
});

it("lets what became of a row outdo every status, and revocation expiry", () => {
  expect(badgeOf({ ...kept, status: "revoked", effectiveExpiresAt: inDays(1) }, now, null)).toBe("revoked");
  expect(badgeOf({ ...kept, status: "active", effectiveExpiresAt: null }, now, "deleted")).toBe("deleted");
  expect(badgeOf({ ...kept, status: "revoked", effectiveExpiresAt: null }, now, "notFound")).toBe("notFound");
});

it("says of an active key that was rotated that it is retiring, until it has ended", () => {
  const retiring = { ...kept, status: "active", effectiveExpiresAt: inDays(1), retiresAt: inDays(1) } as const;
  expect(badgeOf(retiring, now, null)).toBe("retiring");
  expect(badgeOf({ ...kept, status: "active", effectiveExpiresAt: null, retiresWhenMoved: true }, now, null)).toBe(
    "retiring",
  );
  expect(badgeOf({ ...retiring, effectiveExpiresAt: now, retiresAt: now }, now, null)).toBe("expired");
});

it("says of an active key that it is paused, until the very instant at which the pause ends", () => {
  const paused = { ...kept, status: "active", effectiveExpiresAt: null, pausedUntil: now } as const;
  expect(badgeOf(paused, new Date(now.getTime() - 1), null)).toBe("paused");
  expect(badgeOf(paused, now, null)).toBe("active");
  expect(badgeOf({ ...paused, status: "revoked" }, new Date(now.getTime() - 1), null)).toBe("revoked");
});
