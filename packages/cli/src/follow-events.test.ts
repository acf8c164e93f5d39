import type { EventView } from "@excalibur/api/contract";
import { expect, test } from "vitest";
import { EventFollower } from "./follow-events.ts";

const eventAt = (id: string, seconds: number): EventView => ({
  id,
  type: "executor.connected",
  level: "info",
  at: new Date(seconds * 1_000),
  executor: { id: "exe_1", name: "web-1" },
  keyId: null,
  details: {},
});

/** A server's events, in pages of two, the newest first. */
function serve(events: EventView[]) {
  return async ({ cursor, from }: { cursor: string | null; from?: Date }) => {
    const newest = events
      .filter(({ at }) => from === undefined || at >= from)
      .toSorted((one, other) => other.at.getTime() - one.at.getTime() || (one.id < other.id ? 1 : -1));
    const skip = Number(cursor ?? 0);
    return { items: newest.slice(skip, skip + 2), nextCursor: skip + 2 < newest.length ? String(skip + 2) : null };
  };
}

test("each new event is told once, the oldest first, however many pages they fill", async () => {
  const events = [eventAt("a", 100)];
  const follower = new EventFollower(events);
  const news = async () => (await follower.readNews(serve(events))).map(({ id }) => id);
  expect(await news()).toEqual([]);
  events.push(...["b", "c", "d", "e", "f"].map((id, index) => eventAt(id, 101 + index)));
  expect(await news()).toEqual(["b", "c", "d", "e", "f"]);
  expect(await news()).toEqual([]);
});

test("an event that is written after a later one is told as well, and so is one of the same instant", async () => {
  const events = [eventAt("a", 100)];
  const follower = new EventFollower(events);
  const news = async () => (await follower.readNews(serve(events))).map(({ id }) => id);
  events.push(eventAt("c", 120));
  expect(await news()).toEqual(["c"]);
  events.push(eventAt("b", 95), eventAt("d", 120));
  expect(await news()).toEqual(["b", "d"]);
  expect(await news()).toEqual([]);
});

test("what was there before the beginning is not told, however little of it was read", async () => {
  const events = ["a", "b", "c", "d", "e"].map((id, index) => eventAt(id, 100 + index));
  const follower = new EventFollower(events.slice(-1));
  const news = async () => (await follower.readNews(serve(events))).map(({ id }) => id);
  events.push(eventAt("f", 105));
  expect(await news()).toEqual(["f"]);
  events.push(eventAt("late", 101));
  expect(await news()).toEqual(["late"]);
});

test("what was shown before is not told, and the first events of all are", async () => {
  const events: EventView[] = [];
  const follower = new EventFollower(events);
  const news = async () => (await follower.readNews(serve(events))).map(({ id }) => id);
  expect(await news()).toEqual([]);
  events.push(eventAt("a", 100), eventAt("b", 101));
  expect(await news()).toEqual(["a", "b"]);
});
