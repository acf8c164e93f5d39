import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DatabaseTransaction } from "../connections/database.ts";
import { SqliteLog } from "./sqlite-log.ts";
import { openTransaction } from "../testing/open-transaction.ts";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { addOrganization, epoch } from "../testing/sample-rows.ts";

async function reads(client: DatabaseTransaction): Promise<void> {
  for (let n = 0; n < 10; n++) await client.organization.count();
}

async function writes(client: DatabaseTransaction): Promise<void> {
  for (let n = 0; n < 10; n++) await client.organization.deleteMany();
}

describe("Prisma on SQLite", () => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase("sqlite");
  });
  afterEach(() => {
    vi.restoreAllMocks();
    return test.close();
  });

  const ids = async () =>
    (await test.database.client.organization.findMany({ orderBy: { id: "asc" } })).map(({ id }) => id);

  /** Long enough for a write that does not wait to have happened. */
  const aMoment = () => sleep(50);

  it("keeps a write made while a transaction is open that rolls back", async () => {
    const transaction = await openTransaction(test.database);
    const write = addOrganization(test.database.client, "org_beside");
    await aMoment();
    await transaction.rollBack();
    await write;
    expect(await ids()).toEqual(["org_beside"]);
  });

  it.each([
    [
      "INSERT … RETURNING",
      `INSERT INTO organization (id, name, slug, created_at) VALUES ('org_raw', '', 'raw', 0) RETURNING id`,
    ],
    [
      "WITH … INSERT",
      `WITH one AS (SELECT 'org_raw' AS id) INSERT INTO organization (id, name, slug, created_at) SELECT id, '', 'raw', 0 FROM one`,
    ],
    [
      "/* comment */ INSERT",
      `/* SELECT */ INSERT INTO organization (id, name, slug, created_at) VALUES ('org_raw', '', 'raw', 0)`,
    ],
  ])("keeps a raw %s made through $queryRaw while a transaction is open that rolls back", async (_, sql) => {
    const transaction = await openTransaction(test.database);
    const write = test.database.client.$queryRawUnsafe(sql);
    // Prisma's promises do nothing until they are awaited.
    const written = write.then(() => undefined);
    await aMoment();
    await transaction.rollBack();
    await written;
    expect(await ids()).toEqual(["org_raw"]);
  });

  it("keeps a create, an updateMany and a batch made while a transaction is open that rolls back", async () => {
    const { client } = test.database;
    await addOrganization(client, "org_1");
    const transaction = await openTransaction(test.database);
    const writes = Promise.all([
      client.organization.updateMany({ where: { id: "org_1" }, data: { deactivatedAt: epoch } }),
      client.$transaction([
        client.organization.update({ where: { id: "org_1" }, data: { name: "renamed" } }),
        client.organization.create({ data: { id: "org_2", name: "", slug: "two", createdAt: epoch } }),
      ]),
    ]);
    await aMoment();
    await transaction.rollBack();
    await writes;
    expect(await client.organization.findUnique({ where: { id: "org_1" } })).toMatchObject({
      name: "renamed",
      deactivatedAt: epoch,
    });
    expect(await ids()).toEqual(["org_1", "org_2"]);
  });

  it("reads what is committed while a transaction is open, without waiting for it", async () => {
    const transaction = await openTransaction(test.database);
    expect(await ids()).toEqual([]);
    expect(await test.database.client.$queryRaw`SELECT count(*) AS n FROM organization`).toEqual([{ n: 0n }]);
    await transaction.commit();
    expect(await ids()).toEqual(["org_tx"]);
  });

  it("reads its own writes inside a transaction", async () => {
    await test.database.transact(async (tx) => {
      await addOrganization(tx, "org_1");
      expect(await tx.organization.count()).toBe(1);
      expect(await tx.$queryRaw`SELECT id FROM organization`).toEqual([{ id: "org_1" }]);
    });
  });

  it("reads a write as soon as it was acknowledged", async () => {
    for (let n = 0; n < 50; n++) {
      await addOrganization(test.database.client, `org_${n}`);
      expect(await test.database.client.organization.count()).toBe(n + 1);
    }
  });

  it.each([
    ["reads", () => reads(test.database.client)],
    ["writes", () => writes(test.database.client)],
    ["statements of a transaction", () => test.database.transact(reads)],
  ])("lets everything else have three turns between two %s", async (_, runTen) => {
    let turns = 0;
    let isOver = false;
    const count = () => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await runTen();
    isOver = true;
    expect(turns).toBeGreaterThanOrEqual(30);
  });

  it("enforces foreign keys", async () => {
    const orphan = { id: "mem_1", organizationId: "org_none", userId: "usr_none", role: "owner", createdAt: epoch };
    await expect(test.database.client.member.create({ data: orphan })).rejects.toMatchObject({ code: "P2003" });
  });

  it("is written to the disk in an order that a crash leaves whole", async () => {
    const pragma = (name: string) => test.database.transact((tx) => tx.$queryRawUnsafe(`PRAGMA ${name}`));
    expect(await pragma("journal_mode")).toEqual([{ journal_mode: "wal" }]);
    expect(await pragma("synchronous")).toEqual([{ synchronous: 1n }]);
  });

  const RETURNING = `INSERT INTO organization (id, name, slug, created_at) VALUES ('org_1', '', 'raw', 0) RETURNING id`;
  const changes: [string, () => Promise<unknown>][] = [
    ["a write", () => addOrganization(test.database.client, "org_1")],
    ["a write that returns rows", () => test.database.client.$queryRawUnsafe(RETURNING)],
    ["a transaction", () => test.database.transact((tx) => addOrganization(tx, "org_1"))],
  ];

  it.each(changes)("acknowledges %s once it is on the disk, and answers reads meanwhile", async (_, change) => {
    let reachDisk = () => {};
    const disk = new Promise<void>((resolve) => (reachDisk = resolve));
    const flush = vi.spyOn(SqliteLog.prototype, "flush").mockImplementation(() => disk);
    let isAcknowledged = false;
    const acknowledged = change().then(() => (isAcknowledged = true));
    await expect.poll(() => flush.mock.calls.length).toBe(1);
    expect(await ids()).toEqual(["org_1"]);
    await aMoment();
    expect(isAcknowledged).toBe(false);
    reachDisk();
    await acknowledged;
  });

  it.each(changes)(
    "acknowledges %s never when the disk does not take it, and hands the writer on",
    async (_, change) => {
      vi.spyOn(SqliteLog.prototype, "flush").mockRejectedValueOnce(new Error("EIO"));
      await expect(change()).rejects.toThrow("EIO");
      await addOrganization(test.database.client, "org_next");
      expect(await ids()).toContain("org_next");
    },
  );

  it("stores instants as milliseconds since 1970", async () => {
    await addOrganization(test.database.client, "org_1");
    const rows = await test.database.client
      .$queryRaw`SELECT typeof(created_at) AS type, created_at + 0 AS at FROM organization`;
    expect(rows).toEqual([{ type: "integer", at: BigInt(epoch.getTime()) }]);
  });
});
