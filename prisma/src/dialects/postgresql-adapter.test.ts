import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database, DatabaseTransaction } from "../connections/database.ts";
import { openDatabase } from "../connections/open-database.ts";
import { createTestDatabaseUrl, type TestDatabaseUrl } from "../testing/index.ts";

describe("plans that PostgreSQL keeps", () => {
  let test: TestDatabaseUrl;
  let database: Database;
  beforeEach(async () => {
    test = await createTestDatabaseUrl("postgresql");
    // One connection: each has plans of its own.
    database = await openDatabase({ url: test.url, connections: 1 });
  });
  afterEach(async () => {
    await database.close();
    await test.remove();
  });

  const keptTexts = async (client: DatabaseTransaction) => {
    const rows = await client.$queryRaw<{ text: string }[]>`
      SELECT statement AS text FROM pg_prepared_statements WHERE name LIKE 'excalibur_transaction_%'`;
    return rows.map(({ text }) => text);
  };

  it("are those of statements in transactions, one for each text, and not of lists", async () => {
    const select = (client: DatabaseTransaction, value: number) => client.$queryRaw`SELECT ${value}::int AS value`;
    await select(database.client, 0);
    expect(await keptTexts(database.client)).toEqual([]);
    for (const value of [1, 2]) expect(await database.transact((tx) => select(tx, value))).toEqual([{ value }]);
    expect(await keptTexts(database.client)).toEqual(["SELECT $1::int AS value"]);
  });

  it("are not without end", async () => {
    const texts = Array.from({ length: 250 }, (_, index) => `SELECT ${index} + $1::int AS sum`);
    const sums = await database.transact(async (tx) => {
      const found: number[] = [];
      for (const text of texts) found.push((await tx.$queryRawUnsafe<{ sum: number }[]>(text, 1))[0]?.sum ?? 0);
      return found;
    });
    expect(sums).toEqual(texts.map((_, index) => index + 1));
    expect(await keptTexts(database.client)).toHaveLength(200);
  });

  it("serve on after a column was added to their table", async () => {
    const find = () => database.transact((tx) => tx.organization.findMany({ where: { id: "org_1" } }));
    expect(await find()).toEqual([]);
    await database.client.$executeRawUnsafe("ALTER TABLE organization ADD COLUMN motto text");
    expect(await find()).toEqual([]);
  });
});
