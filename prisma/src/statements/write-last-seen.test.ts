import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, dialects, type TestDatabase } from "../testing/index.ts";
import { addExecutor, addKey, addOrganization, epoch } from "../testing/sample-rows.ts";
import { writeLastSeen } from "./write-last-seen.ts";

describe.each(dialects)("writing what was last seen on %s", (dialect) => {
  const later = new Date(epoch.getTime() + 5_123);
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    await addOrganization(test.database.client, "org_1");
    for (const id of ["exe_1", "exe_2"]) await addExecutor(test.database.client, id);
    for (const id of ["key_1", "key_2"]) await addKey(test.database.client, id);
  });
  afterEach(() => test.close());

  const lastSeen = async (id: string) =>
    (await test.database.client.executor.findUniqueOrThrow({ where: { id } })).lastSeenAt;
  const lastUsed = async (keyId: string) =>
    (await test.database.client.keyLastUse.findUnique({ where: { keyId } }))?.at ?? null;

  it("writes executors and keys, and returns their number", async () => {
    const changed = await writeLastSeen(test.database, {
      executors: [
        { id: "exe_1", at: later, instanceId: null },
        { id: "exe_2", at: later, instanceId: null },
      ],
      keys: [{ id: "key_1", at: later }],
    });
    expect(changed).toMatchObject({ executors: 2, keys: 1 });
    expect([await lastSeen("exe_1"), await lastSeen("exe_2")]).toEqual([later, later]);
    expect([await lastUsed("key_1"), await lastUsed("key_2")]).toEqual([later, null]);
  });

  it("reaches the last row of a batch that takes several statements", async () => {
    const gone = Array.from({ length: 250 }, (_, index) => ({ id: `exe_gone_${index}`, at: later, instanceId: null }));
    const executors = [
      { id: "exe_1", at: later, instanceId: null },
      ...gone,
      { id: "exe_2", at: later, instanceId: null },
    ];
    expect(await writeLastSeen(test.database, { executors, keys: [] })).toMatchObject({ executors: 2, keys: 0 });
    expect([await lastSeen("exe_1"), await lastSeen("exe_2")]).toEqual([later, later]);
  });

  it("keeps when a key was first used, and last, in the key's organization", async () => {
    for (const at of [epoch, later]) await writeLastSeen(test.database, { executors: [], keys: [{ id: "key_1", at }] });
    const keys = await test.database.client.apiKey.findMany({ orderBy: { id: "asc" }, include: { lastUse: true } });
    expect(keys.map(({ firstUsedAt, lastUse }) => [firstUsedAt, lastUse])).toEqual([
      [epoch, { keyId: "key_1", organizationId: "org_1", at: later }],
      [null, null],
    ]);
  });

  it("writes first uses beside others in one batch, also when two of them meet", async () => {
    await writeLastSeen(test.database, { executors: [], keys: [{ id: "key_1", at: epoch }] });
    const keys = ["key_2", "key_1", "key_gone"].map((id) => ({ id, at: later }));
    const changed = await Promise.all(
      [keys, keys.toReversed()].map((some) => writeLastSeen(test.database, { executors: [], keys: some })),
    );
    expect(changed.reduce((sum, { keys: count }) => sum + count, 0)).toBe(2);
    expect([await lastUsed("key_1"), await lastUsed("key_2")]).toEqual([later, later]);
  });

  it("forgets the use of a key that is deleted", async () => {
    await writeLastSeen(test.database, { executors: [], keys: [{ id: "key_1", at: epoch }] });
    await test.database.client.apiKey.delete({ where: { id: "key_1" } });
    expect(await test.database.client.keyLastUse.count()).toBe(0);
  });

  it("never moves an instant backwards", async () => {
    const earlier = new Date(epoch.getTime() - 1);
    await writeLastSeen(test.database, { executors: [], keys: [{ id: "key_1", at: epoch }] });
    const changed = await writeLastSeen(test.database, {
      executors: [{ id: "exe_1", at: earlier, instanceId: null }],
      keys: [{ id: "key_1", at: earlier }],
    });
    expect(changed).toMatchObject({ executors: 0, keys: 0 });
    expect([await lastSeen("exe_1"), await lastUsed("key_1")]).toEqual([epoch, epoch]);
  });

  it("takes the latest of several sightings of one row", async () => {
    const sightings = [epoch, later, epoch].map((at) => ({ id: "key_1", at }));
    expect(await writeLastSeen(test.database, { executors: [], keys: sightings })).toMatchObject({
      executors: 0,
      keys: 1,
    });
    expect(await lastUsed("key_1")).toEqual(later);
  });

  it("passes over rows that are gone", async () => {
    const gone = { id: "exe_gone", at: later, instanceId: null };
    const changed = await writeLastSeen(test.database, {
      executors: [gone, { id: "exe_1", at: later, instanceId: null }],
      keys: [],
    });
    expect(changed).toMatchObject({ executors: 1, keys: 0 });
    expect(await test.database.client.executor.count()).toBe(2);
  });

  it("returns the executors whose row names another instance, where several servers write", async () => {
    await test.database.client.executor.update({ where: { id: "exe_1" }, data: { instanceId: "there" } });
    const seen = (instanceId: string | null, ms: number) =>
      ["exe_1", "exe_2"].map((id) => ({ id, at: new Date(later.getTime() + ms), instanceId }));
    const othersThan = async (instanceId: string | null, ms: number) =>
      (await writeLastSeen(test.database, { executors: seen(instanceId, ms), keys: [] })).otherInstances;
    const isShared = dialect === "postgresql";
    expect(await othersThan(null, 0)).toEqual(isShared ? [{ executorId: "exe_1", instanceId: "there" }] : []);
    expect(await othersThan("there", 1)).toEqual(isShared ? [{ executorId: "exe_2", instanceId: null }] : []);
    expect(await othersThan("here", 1)).toEqual([]);
  });

  it("costs one statement per table for any number of rows, a transaction for first uses, and nothing for no rows", async () => {
    for (let n = 3; n <= 50; n++) await addKey(test.database.client, `key_${n}`);
    const counted = async (rows: number, at: Date) => {
      let statements = 0;
      const stop = test.database.onQuery(() => statements++);
      const sightings = Array.from({ length: rows }, (_, n) => ({ id: `key_${n + 1}`, at, instanceId: null }));
      await writeLastSeen(test.database, { executors: sightings, keys: sightings });
      stop();
      return statements;
    };
    const counts = [
      await counted(0, epoch),
      await counted(50, epoch),
      await counted(1, later),
      await counted(50, later),
    ];
    // The last has a sighting that changes nothing, which could have been a first use.
    expect(counts).toEqual([0, 6, 2, 5]);
    expect(await counted(50, new Date(later.getTime() + 1))).toBe(2);
  });

  it("survives two batches about the same rows in opposite orders", async () => {
    const ids = Array.from({ length: 50 }, (_, n) => `exe_many_${n}`);
    for (const id of ids) await addExecutor(test.database.client, id);
    const batch = (round: number, order: string[]) => ({
      executors: order.map((id) => ({ id, at: new Date(later.getTime() + round), instanceId: null })),
      keys: [],
    });
    const rounds = Array.from({ length: 20 }, (_, round) =>
      writeLastSeen(test.database, batch(round, round % 2 === 0 ? ids : ids.toReversed())),
    );
    await Promise.all(rounds);
    expect(await lastSeen("exe_many_0")).toEqual(new Date(later.getTime() + 19));
  });
});
