import { expect, it } from "vitest";
import { describeTries } from "./describe-tries.ts";

const now = new Date("2026-06-01T12:00:00Z");
const after = (ms: number) => new Date(now.getTime() + ms);
const tried = (address: string, tries: number, at: Date, reason: "key_revoked" | "key_paused") => ({
  address,
  tries,
  at,
  reason,
  executorName: "e",
  host: null,
  version: "1",
});

it("counts the tries since a key is dead, and names the addresses that they came from", () => {
  const revoked = { revokedAt: now, pausedUntil: null };
  expect(describeTries(revoked, [], now)).toMatch(/^Dead since \d\d:\d\d:\d\d; no try since\.$/);
  const tries = [
    tried("198.51.100.66", 2, after(2_000), "key_revoked"),
    tried("192.0.2.7", 1, after(1_000), "key_revoked"),
    tried("203.0.113.9", 5, after(-1), "key_revoked"),
  ];
  expect(describeTries(revoked, tries, now)).toMatch(/; 3 tries since, from 198\.51\.100\.66, 192\.0\.2\.7\.$/);
});

it("says until when a key is paused, and nothing of one that is accepted", () => {
  const paused = { revokedAt: null, pausedUntil: after(1) };
  expect(describeTries(paused, [tried("192.0.2.7", 1, now, "key_paused")], now)).toMatch(/^Paused until .*1 try since/);
  expect(describeTries(paused, [], after(1))).toBeNull();
  expect(describeTries({ revokedAt: null, pausedUntil: null }, [], now)).toBeNull();
});
