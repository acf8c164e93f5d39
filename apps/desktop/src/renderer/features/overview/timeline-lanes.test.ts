import { expect, it } from "vitest";
import { layOutTimeline } from "./timeline-lanes.ts";

const now = new Date("2026-06-01T00:00:00Z");
const inDays = (days: number) => ({ expiresAt: new Date(now.getTime() + days * 24 * 60 * 60 * 1000) });
const place = (...days: number[]) =>
  layOutTimeline(days.map(inDays), now, { days: 30, apart: 0.1 }).map(({ position, lane }) => [position, lane]);

it("places a key where its day is, never beyond either end", () => {
  expect(place(-1, 15, 40)).toEqual([
    [0, 0],
    [0.5, 0],
    [1, 0],
  ]);
});

it("puts keys that would cover each other into lanes, and uses a lane again as soon as it is free", () => {
  expect(place(3, 3, 4.5, 6).map(([, lane]) => lane)).toEqual([0, 1, 2, 0]);
});
