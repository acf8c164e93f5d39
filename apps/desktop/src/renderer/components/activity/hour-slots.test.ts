import { expect, it } from "vitest";
import { hourSlots, LIFE_HOURS } from "./hour-slots.ts";

it("shows each hour of 7 days, the running one last, and nothing of before", () => {
  const now = new Date("2026-06-08T12:34:56Z");
  const running = { at: new Date("2026-06-08T12:00:00Z"), syncs: 7, refused: 1 };
  const before = { at: new Date("2026-06-01T12:00:00Z"), syncs: 9, refused: 9 };
  const slots = hourSlots([before, running], now);
  expect(slots).toHaveLength(LIFE_HOURS);
  expect(slots.at(-1)).toEqual(running);
  expect(slots[0]).toEqual({ at: new Date("2026-06-01T13:00:00Z"), syncs: 0, refused: 0 });
  expect(slots.reduce((sum, { syncs }) => sum + syncs, 0)).toBe(7);
});
