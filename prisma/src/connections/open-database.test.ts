import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "./open-database.ts";
import { createTestDatabase, dialects, type TestDatabase } from "../testing/index.ts";
import { addOrganization, epoch } from "../testing/sample-rows.ts";

describe.each(dialects)("a database on %s", (dialect) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
  });
  afterEach(() => test.close());

  it("gives back what was written, instants to the millisecond", async () => {
    const createdAt = new Date("2026-03-29T01:30:00.789Z");
    const { client } = test.database;
    await client.organization.create({ data: { id: "org_1", name: "Ünï", slug: "one", createdAt } });
    expect(await client.organization.findUnique({ where: { slug: "one" } })).toMatchObject({
      id: "org_1",
      name: "Ünï",
      createdAt,
      deactivatedAt: null,
    });
    const later = { createdAt: { gt: new Date(createdAt.getTime() - 1), lt: new Date(createdAt.getTime() + 1) } };
    expect(await client.organization.count({ where: later })).toBe(1);
  });

  it("takes a write that is only a try, small or large, until it is closed", async () => {
    await test.database.tryWrite();
    await test.database.tryWrite({ isThorough: true });
    await test.database.tryWrite();
    expect(await test.database.client.writeProbe.findMany()).toEqual([{ id: 1, filler: "" }]);
    await test.database.close();
    await expect(test.database.tryWrite()).rejects.toThrow();
  });

  it("lets a transaction that is open finish before it closes", async () => {
    const transaction = test.database.transact(async (tx) => {
      await addOrganization(tx, "org_1");
      await sleep(50);
      await addOrganization(tx, "org_2");
    });
    await test.database.close();
    await transaction;
    const again = await openDatabase({ url: test.url });
    expect(await again.client.organization.count()).toBe(2);
    await again.close();
  });

  it("can be closed twice", async () => {
    await test.database.close();
    await test.database.close();
  });

  it("notifies its listeners of every statement, raw ones and those of transactions too, until they are removed", async () => {
    const { database } = test;
    await database.client.$queryRaw`SELECT 1`;
    let statements = 0;
    const stop = database.onQuery(() => statements++);
    const cost = async (work: () => Promise<unknown>) => {
      const before = statements;
      await work();
      return statements - before;
    };
    expect(await cost(() => addOrganization(database.client, "org_1"))).toBe(1);
    expect(await cost(() => database.client.organization.findUnique({ where: { id: "org_1" } }))).toBe(1);
    expect(await cost(() => database.client.$queryRaw`SELECT 1`)).toBe(1);
    expect(await cost(() => database.client.$executeRaw`UPDATE organization SET name = 'x'`)).toBe(1);
    expect(
      await cost(() => database.readRaw({ name: "one", sql: { sqlite: "SELECT 1", postgresql: "SELECT 1" } }, [])),
    ).toBe(1);
    const deactivateAll = () =>
      database.transact((tx) => tx.organization.updateMany({ data: { deactivatedAt: epoch } }));
    // BEGIN, UPDATE, COMMIT
    expect(await cost(deactivateAll)).toBe(3);
    stop();
    expect(await cost(() => database.client.$queryRaw`SELECT 1`)).toBe(0);
  });

  it("never prints what was to be written when a write fails", async () => {
    await addOrganization(test.database.client, "org_1");
    const data = { id: "org_2", name: "a secret name", slug: "slug-of-org_1", createdAt: epoch };
    const failure = test.database.client.organization.create({ data });
    await expect(failure).rejects.not.toThrow("a secret name");
  });
});

it("refuses a URL of another database with a sentence that does not repeat it", async () => {
  const failure = openDatabase({ url: "mysql://root:password@db/excalibur" });
  await expect(failure).rejects.toThrow("must start with file: (SQLite) or postgresql:// (PostgreSQL)");
  await expect(failure).rejects.not.toThrow("password");
});
