import { expect, test } from "vitest";
import { PresenceBuffer } from "./presence-buffer.ts";

type Rows = Parameters<ConstructorParameters<typeof PresenceBuffer>[0]["write"]>[0];

function bufferAt(startMs: number) {
  let nowMs = startMs;
  const writes: Rows[] = [];
  const failures: unknown[] = [];
  let failing = false;
  const buffer = new PresenceBuffer({
    write: async (rows) => {
      if (failing) throw new Error("database away");
      writes.push(rows);
    },
    monotonicMs: () => nowMs,
    onWriteFailed: (error) => failures.push(error),
  });
  return {
    buffer,
    writes,
    failures,
    at: () => new Date(nowMs),
    advance: (ms: number) => (nowMs += ms),
    fail: (value: boolean) => (failing = value),
  };
}

test("a row is written at most once in 5 s, with the latest sighting", async () => {
  const { buffer, writes, at, advance } = bufferAt(0);
  for (let second = 0; second < 11; second++) {
    buffer.seen("org_1", "exe_1", "key_1", null, at());
    await buffer.flush();
    advance(1_000);
  }
  expect(writes.map(({ executors }) => executors[0]!.at.getTime())).toEqual([0, 5_000, 10_000]);
});

test("a sighting is written at most 5 s after it, even if it is the last one", async () => {
  const { buffer, writes, at, advance } = bufferAt(0);
  buffer.seen("org_1", "exe_1", "key_1", null, at());
  await buffer.flush();
  advance(1);
  buffer.seen("org_1", "exe_1", "key_1", null, at());
  for (let second = 1; second <= 5; second++) {
    advance(1_000);
    await buffer.flush();
  }
  expect(writes.at(-1)!.executors).toEqual([
    { id: "exe_1", organizationId: "org_1", at: new Date(1), instanceId: null, keyId: "key_1" },
  ]);
  expect(writes).toHaveLength(2);
});

test("10,000 syncs in 5 s from 1,000 executors write each row once", async () => {
  const { buffer, writes, at, advance } = bufferAt(0);
  for (let tick = 0; tick < 10; tick++) {
    for (let executor = 0; executor < 1_000; executor++) buffer.seen("org_1", `exe_${executor}`, "key_1", null, at());
    advance(499);
    await buffer.flush();
  }
  const rows = writes.flatMap(({ executors }) => executors.map(({ id }) => id));
  expect(rows).toHaveLength(1_000);
  expect(new Set(rows).size).toBe(1_000);
  expect(writes.flatMap(({ keys }) => keys)).toHaveLength(1);
});

test("an executor whose row was just written in a transaction is not written again within 5 s; its key is", async () => {
  const { buffer, writes, at } = bufferAt(0);
  buffer.recorded("org_1", "exe_1", "key_1", at());
  buffer.seen("org_1", "exe_1", "key_1", null, at());
  await buffer.flush();
  expect(writes).toEqual([{ executors: [], keys: [{ id: "key_1", organizationId: "org_1", at: at() }], refusals: [] }]);
});

test("a failed write loses nothing: the next one writes the sighting, or a later one", async () => {
  const { buffer, writes, failures, at, advance, fail } = bufferAt(0);
  buffer.seen("org_1", "exe_1", "key_1", null, at());
  buffer.seen("org_1", "exe_2", "key_1", null, at());
  fail(true);
  await buffer.flush();
  expect(failures).toHaveLength(1);
  advance(1_000);
  buffer.seen("org_1", "exe_1", "key_1", null, at());
  fail(false);
  await buffer.flush();
  expect(writes[0]!.executors).toEqual(
    expect.arrayContaining([
      { id: "exe_1", organizationId: "org_1", at: new Date(1_000), instanceId: null, keyId: "key_1" },
      { id: "exe_2", organizationId: "org_1", at: new Date(0), instanceId: null, keyId: "key_1" },
    ]),
  );
});

test("everything is written at shutdown, also rows that were written just before", async () => {
  const { buffer, writes, at, advance } = bufferAt(0);
  buffer.seen("org_1", "exe_1", "key_1", null, at());
  await buffer.flush();
  advance(1);
  buffer.seen("org_1", "exe_1", "key_1", null, at());
  await buffer.flush({ everything: true });
  expect(writes).toHaveLength(2);
});

test("10,000 refusals of one key write one row in 5 s, the latest; a failed write loses none", async () => {
  const { buffer, writes, at, advance, fail } = bufferAt(0);
  const turnAway = (executorName: string) =>
    buffer.refused({ organizationId: "org_1", keyId: "key_1", reason: "key_revoked", executorName, at: at() });
  for (let count = 0; count < 10_000; count++) turnAway(`edge-${count}`);
  fail(true);
  await buffer.flush();
  fail(false);
  await buffer.flush();
  turnAway("edge-again");
  advance(4_999);
  await buffer.flush();
  advance(1);
  await buffer.flush();
  expect(writes.map(({ refusals }) => refusals.map(({ executorName }) => executorName))).toEqual([
    ["edge-9999"],
    ["edge-again"],
  ]);
});
