import { expect, test } from "vitest";
import { MinuteTally } from "./minute-tally.ts";

function tallyAt(start: string) {
  let now = new Date(start);
  let failing = false;
  const written: { minute: string; counts: unknown }[] = [];
  const tally = new MinuteTally({
    write: async (minute, counts) => {
      if (failing) throw new Error("database away");
      written.push({ minute: minute.toISOString().slice(11, 16), counts });
    },
    now: () => now,
    onWriteFailed: () => {},
  });
  return {
    tally,
    written,
    sync: (organizationId = "org_1") => tally.accepted(organizationId, now),
    moveTo: (time: string) => (now = new Date(`2026-06-01T${time}Z`)),
    fail: (value: boolean) => (failing = value),
  };
}

test("a minute is written once it is over, once, whoever counted in it", async () => {
  const { tally, written, sync, moveTo } = tallyAt("2026-06-01T12:00:30Z");
  sync();
  sync("org_2");
  sync();
  tally.refused("org_2", new Date("2026-06-01T12:00:31Z"));
  moveTo("12:00:59.999");
  await tally.flush();
  expect(written).toEqual([]);
  moveTo("12:01:00");
  sync();
  await tally.flush();
  await tally.flush();
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
  const { tally, written, moveTo } = tallyAt("2026-06-01T12:00:00Z");
  moveTo("12:01:02");
  await tally.flush();
  expect(written).toEqual([{ minute: "12:00", counts: [] }]);
});

test("a minute that can't be written is tried again until the next one is over, then given up", async () => {
  const { tally, written, sync, moveTo, fail } = tallyAt("2026-06-01T12:00:00Z");
  fail(true);
  sync();
  moveTo("12:01:00");
  await tally.flush();
  moveTo("12:01:30");
  sync();
  await tally.flush();
  moveTo("12:02:10");
  fail(false);
  await tally.flush();
  expect(written).toEqual([{ minute: "12:01", counts: [{ organizationId: "org_1", syncs: 1, refused: 0 }] }]);
});

test("what is counted so far is written at shutdown", async () => {
  const { tally, written, sync, moveTo } = tallyAt("2026-06-01T12:00:00Z");
  sync();
  moveTo("12:01:10");
  sync();
  await tally.flush({ everything: true });
  expect(written.map(({ minute }) => minute)).toEqual(["12:00", "12:01"]);
});
