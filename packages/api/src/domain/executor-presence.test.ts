import { describe, expect, it } from "vitest";
import { isOnline } from "./executor-presence.ts";

const now = new Date("2026-06-01T12:00:00.000Z");

describe("an executor", () => {
  it.each([
    { ago: 0, online: true },
    { ago: 29_999, online: true },
    { ago: 30_000, online: false },
    { ago: 30_001, online: false },
    { ago: -1_000, online: true },
  ])("last seen $ago ms ago is online: $online", ({ ago, online }) => {
    expect(isOnline(new Date(now.getTime() - ago), now)).toBe(online);
  });
});
