import type { MinutePoint } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { timeSlots } from "./time-slots.ts";

const now = new Date("2026-06-01T12:10:30Z");
const minute = (time: string, facts: Partial<MinutePoint> = {}): MinutePoint => ({
  at: new Date(`2026-06-01T${time}:00Z`),
  online: 1,
  syncs: 10,
  refused: 0,
  ...facts,
});
const times = (slots: ReturnType<typeof timeSlots>) => slots.map(({ at }) => at.toISOString().slice(11, 16));

it("ends with the last complete minute, and has a gap where no server ran", () => {
  const slots = timeSlots([minute("12:07"), minute("12:09", { syncs: 12 })], now, { slots: 3, minutes: 1 });
  expect(times(slots)).toEqual(["12:07", "12:08", "12:09"]);
  expect(slots.map(({ point }) => point?.syncs ?? null)).toEqual([10, null, 12]);
});

it("adds up the syncs of a longer slot, and shows who was online at its end", () => {
  const series = [
    minute("12:00", { online: 7 }),
    minute("12:04", { online: 3, refused: 2 }),
    minute("12:05", { online: 5 }),
  ];
  const slots = timeSlots(series, now, { slots: 2, minutes: 5 });
  expect(times(slots)).toEqual(["12:00", "12:05"]);
  expect(slots[0]?.point).toMatchObject({ online: 3, syncs: 20, refused: 2 });
  expect(slots[1]?.point).toMatchObject({ online: 5, syncs: 10 });
});

it("leaves out what is older than its first slot, and the minute that runs", () => {
  const slots = timeSlots([minute("11:59"), minute("12:10")], now, { slots: 10, minutes: 1 });
  expect(slots.every(({ point }) => point === null)).toBe(true);
});
