import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noteInstance, isDuplicated, type Instance, type InstanceTrail } from "./executor-instances.ts";
import { readInstanceTrail, writeInstanceTrail } from "./instance-trail-text.ts";

const START = Date.parse("2026-06-01T12:00:00.000Z");

/** Which instance speaks, how many seconds after the start. */
type Sync = readonly [instance: string | null, seconds: number];

/** The row of an executor that is seen at these times. @returns at which second it was first judged duplicated. */
function syncAll(syncs: readonly Sync[]): { alarmAt: number | null; known: InstanceTrail } {
  let row: Pick<Instance, "instanceId" | "host" | "lastSyncAt"> | null = null;
  let trail: InstanceTrail = [];
  let alarmAt: number | null = null;
  for (const [instanceId, seconds] of syncs) {
    const now = new Date(START + seconds * 1_000);
    const current = { instanceId, host: `host-${instanceId}`, address: `10.0.0.${instanceId}` };
    if (row !== null && row.instanceId !== instanceId) {
      const judged = noteInstance(trail, row, current, now);
      trail = readInstanceTrail(writeInstanceTrail(judged.trail));
      if (judged.isDuplicated) alarmAt ??= seconds;
    }
    row = { ...current, lastSyncAt: now };
  }
  return { alarmAt, known: trail };
}

/** One instance that speaks every `pace` seconds, from one second to another. */
const speaks = (instance: string | null, from: number, to: number, pace = 5): Sync[] =>
  Array.from({ length: Math.floor((to - from) / pace) + 1 }, (_, n) => [instance, from + n * pace] as const);
const inTurn = (...syncs: Sync[][]) => syncs.flat().toSorted((a, b) => a[1] - b[1]);

describe("instances under one name", () => {
  it.each<[string, Sync[]]>([
    ["one that goes on for a day", speaks("1", 0, 86_400, 60)],
    ["a hundred restarts", Array.from({ length: 100 }, (_, n) => speaks(String(n), n * 20, n * 20 + 18)).flat()],
    ["a hundred restarts within a minute", Array.from({ length: 100 }, (_, n) => [String(n), n * 0.5] as const)],
    ["a last message that was late", inTurn(speaks("1", 0, 50), speaks("2", 51, 200), [["1", 51.5]])],
    ["a pod that overlaps with the next one for 25 s", inTurn(speaks("1", 0, 84), speaks("2", 61, 300))],
    [
      "twenty rolling updates that overlap for 15 s",
      inTurn(...Array.from({ length: 20 }, (_, n) => speaks(String(n), n * 60, n * 60 + 74))),
    ],
    [
      "ten updates in quick succession that overlap",
      inTurn(...Array.from({ length: 10 }, (_, n) => speaks(String(n), n * 30, n * 30 + 44))),
    ],
    ["a laptop asleep for an hour", [...speaks("1", 0, 60), ...speaks("1", 3_660, 3_800)]],
    ["a laptop restarted after an hour's sleep", [...speaks("1", 0, 60), ...speaks("2", 3_660, 3_800)]],
    ["restarts of one that names no instance", [...speaks(null, 0, 50), ...speaks(null, 55, 100)]],
    ["a check by hand beside it", inTurn(speaks("1", 0, 100), [["2", 31]])],
    [
      "one that moves to a new name of instance and back, slowly",
      [...speaks("1", 0, 9), ...speaks("2", 100, 109), ...speaks("1", 200, 300)],
    ],
  ])("%s raises no alarm", (_what, syncs) => {
    expect(syncAll(syncs).alarmAt).toBeNull();
  });

  it.each<[string, Sync[], number]>([
    ["a cloned machine", inTurn(speaks("1", 0, 200), speaks("2", 31, 200)), 60],
    ["two machines that started together", inTurn(speaks("1", 0, 200), speaks("2", 1, 200)), 60],
    ["copies that speak every second", inTurn(speaks("1", 0, 20, 1), speaks("2", 0.5, 20, 1)), 8],
    ["three copies", inTurn(speaks("1", 0, 200), speaks("2", 1, 200), speaks("3", 2, 200)), 60],
    ["one of whose copies names no instance", inTurn(speaks("1", 0, 200), speaks(null, 31, 200)), 60],
    ["a copy seen late, at another server", inTurn(speaks("1", 0, 200, 20), speaks("2", 31, 200, 20)), 60],
    [
      "a copy that ends and starts again all the time",
      inTurn(
        speaks("1", 0, 200),
        Array.from({ length: 40 }, (_, n) => [`c${n}`, 31 + n * 4] as const),
      ),
      60,
    ],
  ])("%s raises one within a minute, and names both", (_what, syncs, within) => {
    const firstOfSecond = syncs.find(([instance]) => instance !== syncs[0]?.[0])?.[1] ?? 0;
    const { alarmAt, known } = syncAll(syncs);
    expect(alarmAt).not.toBeNull();
    expect(alarmAt! - firstOfSecond).toBeLessThanOrEqual(within);
    expect(new Set(known.map(({ host }) => host)).size).toBeGreaterThan(1);
  });

  it("raise no alarm while none of them speaks again once another has synced, however often they start", () => {
    const starts = fc.array(
      fc.record({ syncs: fc.integer({ min: 1, max: 20 }), pace: fc.double({ min: 0.1, max: 90, noNaN: true }) }),
    );
    fc.assert(
      fc.property(starts, (instances) => {
        let seconds = 0;
        const syncs = instances.flatMap(({ syncs: count, pace }, n) =>
          Array.from({ length: count }, () => [String(n), (seconds += pace)] as const),
        );
        expect(syncAll(syncs).alarmAt).toBeNull();
      }),
    );
  });

  it("raise one within a minute whenever two go on at their pace for that long", () => {
    const phase = fc.double({ min: 0.01, max: 4.99, noNaN: true });
    fc.assert(
      fc.property(phase, fc.integer({ min: 0, max: 500 }), (offset, second) => {
        const syncs = inTurn(speaks("1", 0, second + 100), speaks("2", second + offset, second + 100));
        const { alarmAt } = syncAll(syncs);
        expect(alarmAt! - second - offset).toBeLessThanOrEqual(60);
      }),
    );
  });

  it("are remembered in a bounded number", () => {
    const anySyncs = fc.array(
      fc.tuple(fc.constantFrom(..."abcdefghijklmnop"), fc.double({ min: 0, max: 30, noNaN: true })),
    );
    fc.assert(
      fc.property(anySyncs, (gaps) => {
        let seconds = 0;
        const { known } = syncAll(gaps.map(([instance, gap]) => [instance, (seconds += gap)] as const));
        expect(known.length).toBeLessThanOrEqual(8);
      }),
    );
  });
});

it.each([
  [null, false],
  [0, true],
  [59_999, true],
  [60_000, false],
  [-30_000, true],
  [-3_600_000, false],
])("judged duplicated %s ms ago counts as such: %s", (agoMs, expected) => {
  const now = new Date(START);
  expect(isDuplicated(agoMs === null ? null : new Date(START - agoMs), now)).toBe(expected);
});
