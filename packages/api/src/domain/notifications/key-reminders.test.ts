import { expect, it } from "vitest";
import { judgeReminder, type RemindedKey } from "./key-reminders.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = new Date("2026-11-28T10:00:00Z");
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY_MS);

const KEY: RemindedKey = {
  createdAt: inDays(-60),
  expiresAt: inDays(20),
  revokedAt: null,
  lastUsedAt: inDays(-0.01),
  told: [],
  executors: 1,
  isRenewalBlocked: false,
  renewAtPercent: null,
};
const judge = (changes: Partial<RemindedKey>) => judgeReminder({ ...KEY, ...changes }, NOW);

it.each([
  [31, "nothing", undefined],
  [30, "expiring", 30],
  [7.01, "expiring", 30],
  [7, "expiring", 7],
  [1, "expiring", 1],
  [0.01, "expiring", 1],
  [0, "expired", undefined],
  [-3, "nothing", undefined],
])("a key that ends in %d days and is in use: %s", (days, kind, threshold) => {
  const lastUsedAt = days > 0 ? KEY.lastUsedAt : inDays(days - 0.5);
  const verdict = judge({ expiresAt: inDays(days), lastUsedAt });
  expect(verdict.kind).toBe(kind);
  if (verdict.kind === "expiring") expect(verdict.days).toBe(threshold);
});

it("tells the last of several thresholds that passed unsaid, and none of them later", () => {
  expect(judge({ expiresAt: inDays(5) })).toEqual({ kind: "expiring", days: 7, marks: [7, 30] });
  expect(judge({ expiresAt: inDays(5), told: [30] })).toEqual({ kind: "expiring", days: 7, marks: [7] });
  expect(judge({ expiresAt: inDays(5), told: [30, 7] }).kind).toBe("nothing");
});

it.each([
  ["was revoked", { revokedAt: NOW }],
  ["never expires", { expiresAt: null }],
  ["was never used", { lastUsedAt: null }],
  ["is not in use any more", { lastUsedAt: inDays(-15) }],
  ["has no executor, because all use its successor", { executors: 0 }],
  ["is to be renewed by its executors", { renewAtPercent: 80 }],
  ["lives for less than the threshold as a whole", { createdAt: inDays(-1), expiresAt: inDays(19) }],
])("tells nothing of a key that %s", (_, changes: Partial<RemindedKey>) => {
  expect(judge(changes).kind).toBe("nothing");
});

it("tells of a key that was to be renewed and is a day late, or whose executor says that it can't", () => {
  expect(judge({ renewAtPercent: 70 }).kind).toBe("expiring");
  expect(judge({ renewAtPercent: 80, isRenewalBlocked: true }).kind).toBe("expiring");
});
