import { describe, expect, it } from "vitest";
import { isRefused, judgeRefusedTry, REFUSED_FOR_MS } from "./executor-refusal.ts";

const at = (seconds: number) => new Date(Date.parse("2026-06-01T12:00:00Z") + seconds * 1_000);

describe("an executor", () => {
  it.each([
    ["was never refused", null, 10, false],
    ["was refused after its last sync, a moment ago", 5, 6, true],
    ["was refused after its last sync, and tries once a minute", 5, 5 + 61, true],
    ["was refused after its last sync, and has stopped trying", 5, 5 + REFUSED_FOR_MS / 1_000, false],
    ["was accepted since", -5, 1, false],
  ])("that %s", (_what, refusedAt, now, expected) => {
    const refused = refusedAt === null ? null : at(refusedAt);
    expect(isRefused({ lastSeenAt: at(0), refusedAt: refused }, at(now))).toBe(expected);
  });
});

describe("a refused try", () => {
  const executor = { boundKeyId: "key_1", lastSeenAt: at(0), refusedAt: null, refusedSince: null };
  const refused = { ...executor, refusedAt: at(10), refusedSince: at(10) };
  it.each([
    ["after a sync is the first", executor, { keyId: "key_1", at: at(1) }, "first"],
    ["after another one is one more", refused, { keyId: "key_1", at: at(70) }, "again"],
    [
      "after a sync that came in between is the first again",
      { ...refused, lastSeenAt: at(20) },
      { keyId: "key_1", at: at(30) },
      "first",
    ],
    ["with another key is not the executor's", executor, { keyId: "key_2", at: at(1) }, "ignored"],
    [
      "of an executor whose key was deleted is not its own",
      { ...executor, boundKeyId: null },
      { keyId: "key_1", at: at(1) },
      "ignored",
    ],
    ["from before its last sync says nothing", executor, { keyId: "key_1", at: at(-1) }, "ignored"],
    ["that is older than the one written down says nothing", refused, { keyId: "key_1", at: at(9) }, "ignored"],
  ] as const)("%s", (_what, row, attempt, expected) => {
    expect(judgeRefusedTry(row, attempt)).toBe(expected);
  });
});
