import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findCredential } from "../statements/find-credential.ts";
import { isDatabaseAway } from "./database-trouble.ts";
import { mostConnections, STARTING_CONNECTIONS } from "./connection-counts.ts";
import type { RawRead } from "./database.ts";
import { openDatabase } from "./open-database.ts";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { runInProcess } from "../testing/run-in-process.ts";
import { addExecutor, addKey, addOrganization, epoch } from "../testing/sample-rows.ts";

describe("PostgreSQL", () => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase("postgresql");
    await addOrganization(test.database.client, "org_1");
  });
  afterEach(() => test.close());

  const setServerTimeZone = (zone: string) =>
    test.database.client.$executeRawUnsafe(
      `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone TO ''${zone}''', current_database()); END $$`,
    );

  it.each(["America/St_Johns", "Pacific/Kiritimati"])(
    "reads the same instants in every time zone (%s)",
    async (zone) => {
      await setServerTimeZone(zone);
      const { client } = test.database;
      await addKey(client, "key_1", { expiresAt: epoch });
      await addExecutor(client, "exe_1");
      // In a process of another zone, over connections of a server of another zone: read, find, write.
      const elsewhere = runInProcess(
        `const database = await db.openDatabase({ url });
       const { expiresAt } = await database.client.apiKey.findUniqueOrThrow({ where: { id: "key_1" } });
       const found = await db.findCredential(database, "hash of key_1");
       await database.client.apiKey.update({ where: { id: "key_1" }, data: { revokedAt: expiresAt } });
       const at = new Date(expiresAt.getTime() + 1);
       await db.writeLastSeen(database, { executors: [{ id: "exe_1", at, instanceId: null }], keys: [{ id: "key_1", at: expiresAt }] });
       const [{ skew }] = await database.client.$queryRaw\`
         SELECT abs(extract(epoch FROM clock_timestamp()::timestamp) - extract(epoch FROM clock_timestamp()))::float8 AS skew\`;
       await database.close();
       console.log(JSON.stringify([new Date(2026, 0, 1).toISOString(), expiresAt, found.expiresAt, Math.round(skew)]));`,
        test.url,
        { TZ: zone },
      );
      const [localNewYear, read, found, skew] = JSON.parse(await elsewhere.output) as unknown[];
      expect(localNewYear).not.toBe("2026-01-01T00:00:00.000Z");
      expect([read, found, skew]).toEqual([epoch.toISOString(), epoch.toISOString(), 0]);
      expect(await client.apiKey.findUnique({ where: { id: "key_1" } })).toMatchObject({
        revokedAt: epoch,
      });
      expect(await client.keyLastUse.findUnique({ where: { keyId: "key_1" } })).toMatchObject({ at: epoch });
      expect(await client.executor.findUnique({ where: { id: "exe_1" } })).toMatchObject({
        lastSeenAt: new Date(epoch.getTime() + 1),
      });
    },
  );

  it("answers again after the server has cut every connection", async () => {
    await test.database.tryWrite();
    const other = await openDatabase({ url: test.url });
    await other.client.$queryRaw`
      SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`;
    await other.close();
    await expect
      .poll(() =>
        test.database.tryWrite().then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
    expect(await test.database.client.organization.count()).toBe(1);
  });

  it("takes no write when there is no server, and opening alone does not fail", async () => {
    const database = await openDatabase({ url: "postgresql://absent@127.0.0.1:1/nothing" });
    await expect(database.tryWrite()).rejects.toSatisfy(isDatabaseAway);
    await expect(database.client.organization.count()).rejects.toThrow();
    await database.close();
  });

  it("runs a transaction again that lost a deadlock", async () => {
    await addOrganization(test.database.client, "org_2");
    let begun = 0;
    let bothBegan = () => {};
    const both = new Promise<void>((resolve) => (bothBegan = resolve));
    let attempts = 0;
    const renameInOrder = (first: string, second: string) =>
      test.database.transact(async (tx) => {
        attempts++;
        await tx.organization.update({ where: { id: first }, data: { name: "renamed" } });
        if (++begun === 2) bothBegan();
        await both;
        await tx.organization.update({ where: { id: second }, data: { name: "renamed" } });
      });
    await Promise.all([renameInOrder("org_1", "org_2"), renameInOrder("org_2", "org_1")]);
    expect(attempts).toBe(3);
    expect(await test.database.client.organization.count({ where: { name: "renamed" } })).toBe(2);
  });

  it("gives up on a transaction that conflicts every time", async () => {
    let attempts = 0;
    const hopeless = test.database.transact((tx) => {
      attempts++;
      return tx.$executeRawUnsafe("DO $$ BEGIN RAISE EXCEPTION 'conflict' USING ERRCODE = '40001'; END $$");
    });
    await expect(hopeless).rejects.toThrow();
    expect(attempts).toBe(6);
  });

  it("runs a transaction once that fails for another reason", async () => {
    let attempts = 0;
    const failing = test.database.transact(async (tx) => {
      attempts++;
      await addOrganization(tx, "org_1");
    });
    await expect(failing).rejects.toMatchObject({ code: "P2002" });
    expect(attempts).toBe(1);
  });

  it("is READ COMMITTED, also when the server's default is another level", async () => {
    await test.database.client.$executeRawUnsafe(
      `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_isolation TO ''serializable''', current_database()); END $$`,
    );
    const other = await openDatabase({ url: test.url });
    const rows = await other.transact((tx) => tx.$queryRaw`SHOW transaction_isolation`);
    await other.close();
    expect(rows).toEqual([{ transaction_isolation: "read committed" }]);
  });

  it("answers a prepared read, and a write that is only a try, while every other connection is busy", async () => {
    const narrow = await openDatabase({ url: test.url, connections: 1 });
    let end = () => {};
    const ending = new Promise<void>((resolve) => (end = resolve));
    const busy = narrow.transact(() => ending);
    expect(await findCredential(narrow, "hash of nothing")).toBeNull();
    await narrow.tryWrite();
    end();
    await busy;
    await narrow.close();
  });

  it("makes no more connections than it was allowed", async () => {
    const narrow = await openDatabase({ url: test.url, connections: 2 });
    await Promise.all(Array.from({ length: 10 }, () => narrow.client.$queryRaw`SELECT pg_sleep(0.01)::text`));
    const [row] = await narrow.client.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database()`;
    await narrow.close();
    // Two of this one, one of the test's own.
    expect(row?.n).toBe(3);
  });

  it("makes as many other connections as documented for its prepared and paged reads and its replica link", async () => {
    const narrow = await openDatabase({ url: test.url, connections: 1 });
    const listeners = {
      onConnected: () => {},
      onInvalidation: () => {},
      onAcknowledgement: () => {},
      onMessage: () => {},
    };
    const link = narrow.openReplicaLink?.(listeners);
    const sleep = { name: null, sql: { postgresql: "SELECT pg_sleep(0.05)::text", sqlite: "" } };
    const manyReads = (read: RawRead) => Array.from({ length: 10 }, () => narrow.readRaw(read, []));
    await Promise.all([
      ...manyReads(sleep),
      ...manyReads({ ...sleep, isPaged: true }),
      link?.renewLease({ replicaId: "rep_1", renewal: 1, leaseMs: 1_000, applied: null }),
    ]);
    const [row] = await narrow.client.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database()`;
    await link?.close();
    await narrow.close();
    // With one of the test's own, and without a start.
    expect(row?.n).toBe(mostConnections(1, 1) - STARTING_CONNECTIONS + 1);
  });
});
