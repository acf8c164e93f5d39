import { expect, test } from "vitest";
import { MinuteCounter } from "./minute-counter.ts";

function countsAt(start: string) {
  let now = new Date(start);
  let failing = false;
  const written: { minute: string; counts: unknown }[] = [];
  const counts = new MinuteCounter({
    write: async (minute, counts) => {
      if (failing) throw new Error("database away");
      written.push({ minute: minute.toISOString().slice(11, 16), counts });
    },
    now: () => now,
    onWriteFailed: () => {},
  });
  return {
    counts,
    written,
    sync: (organizationId = "org_1") => counts.accepted(organizationId, now),
    moveTo: (time: string) => (now = new Date(`2026-06-01T${time}Z`)),
    fail: (value: boolean) => (failing = value),
  };
}

test("a minute is written once, after its end, with the counts of all organizations", async () => {
  const { counts, written, sync, moveTo } = countsAt("2026-06-01T12:00:30Z");
  sync();
  sync("org_2");
  sync();
  counts.refused("org_2", new Date("2026-06-01T12:00:31Z"));
  moveTo("12:00:59.999");
  await counts.flush();
  expect(written).toEqual([]);
  moveTo("12:01:00");
  sync();
  await counts.flush();
  await counts.flush();
  expect(written).toEqual([
    {
      minute: "12:00",
      counts: [
        { organizationId: "org_1", syncs: 2, refused: 0 },
        { organizationId: "org_2", syncs: 1, refused: 1 },
      ],
    },
  ]);
});

test("a minute in which nothing happened is written too: it was watched", async () => {
  const { counts, written, moveTo } = countsAt("2026-06-01T12:00:00Z");
  moveTo("12:01:02");
  await counts.flush();
  expect(written).toEqual([{ minute: "12:00", counts: [] }]);
});

test("a minute that can't be written is tried again until the next one is over, then given up", async () => {
  const { counts, written, sync, moveTo, fail } = countsAt("2026-06-01T12:00:00Z");
  fail(true);
  sync();
  moveTo("12:01:00");
  await counts.flush();
  moveTo("12:01:30");
  sync();
  await counts.flush();
  moveTo("12:02:10");
  fail(false);
  await counts.flush();
  expect(written).toEqual([{ minute: "12:01", counts: [{ organizationId: "org_1", syncs: 1, refused: 0 }] }]);
});

test("what is counted so far is written at shutdown", async () => {
  const { counts, written, sync, moveTo } = countsAt("2026-06-01T12:00:00Z");
  sync();
  moveTo("12:01:10");
  sync();
  await counts.flush({ everything: true });
  expect(written.map(({ minute }) => minute)).toEqual(["12:00", "12:01"]);
});
