import { describe, expect, it } from "vitest";
import { isPaused, judgePause, judgeResumption, pauseEnd } from "./key-pause.ts";

const now = new Date("2026-06-01T12:00:00.000Z");
const shifted = (ms: number) => new Date(now.getTime() + ms);
const active = { revokedAt: null, expiresAt: null, pausedUntil: null };

describe("a pause", () => {
  it("ends by itself at its instant", () => {
    const pausedUntil = pauseEnd(15, now);
    expect(pausedUntil).toEqual(new Date("2026-06-01T12:15:00.000Z"));
    expect(isPaused({ pausedUntil }, now)).toBe(true);
    expect(isPaused({ pausedUntil }, new Date("2026-06-01T12:14:59.999Z"))).toBe(true);
    expect(isPaused({ pausedUntil }, pausedUntil)).toBe(false);
    expect(isPaused({ pausedUntil: null }, now)).toBe(false);
  });

  it.each([
    { key: "an active key", facts: active, pause: "allowed", resume: "key_not_paused" },
    {
      key: "a paused key",
      facts: { ...active, pausedUntil: shifted(1) },
      pause: "allowed",
      resume: "allowed",
    },
    {
      key: "a key whose pause is over",
      facts: { ...active, pausedUntil: now },
      pause: "allowed",
      resume: "key_not_paused",
    },
    {
      key: "a paused key that has expired",
      facts: { ...active, pausedUntil: shifted(1), expiresAt: now },
      pause: "key_expired",
      resume: "key_expired",
    },
    {
      key: "a paused key that was revoked",
      facts: { ...active, pausedUntil: shifted(1), revokedAt: now },
      pause: "key_revoked",
      resume: "key_revoked",
    },
  ])("of $key: $pause, and to end it early: $resume", ({ facts, pause, resume }) => {
    expect(judgePause(facts, now)).toBe(pause);
    expect(judgeResumption(facts, now)).toBe(resume);
  });
});
