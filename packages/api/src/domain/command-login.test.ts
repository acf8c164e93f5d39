import { expect, test } from "vitest";
import { judgeLogin } from "./command-login.ts";

const now = new Date("2026-06-01T12:00:00.000Z");
const [before, after] = [new Date(now.getTime() - 1), new Date(now.getTime() + 1)];

test.each([
  { facts: { expiresAt: after, outcome: null }, state: "pending" },
  { facts: { expiresAt: now, outcome: null }, state: "over" },
  { facts: { expiresAt: before, outcome: null }, state: "over" },
  { facts: { expiresAt: after, outcome: "confirmed" as const }, state: "confirmed" },
  { facts: { expiresAt: before, outcome: "confirmed" as const }, state: "confirmed" },
  { facts: { expiresAt: before, outcome: "refused" as const }, state: "refused" },
])("a login with $facts is $state", ({ facts, state }) => {
  expect(judgeLogin(facts, now)).toBe(state);
});
