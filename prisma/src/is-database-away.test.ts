import { expect, test } from "vitest";
import { isDatabaseAway } from "./is-database-away.ts";
import { openDatabase } from "./open-database.ts";
import { createTestDatabaseUrl, dialects, createTestDatabase } from "./testing/index.ts";

const read = { name: "excalibur_test_one", sql: { sqlite: "SELECT 1", postgresql: "SELECT 1" } } as const;

test.each([
  ["nobody listens", async () => "postgresql://u:p@127.0.0.1:1/x"],
  [
    "the database is gone",
    async () => {
      const { url, remove } = await createTestDatabaseUrl("postgresql");
      await remove();
      return url;
    },
  ],
])("on PostgreSQL when %s, every way of asking is told apart from a fault", async (_what, urlOf) => {
  const database = await openDatabase({ url: await urlOf() });
  const failures = [
    database.client.user.count(),
    database.transact((tx) => tx.user.count()),
    database.readRaw(read, []),
  ].map((asked) => asked.then(() => "answered", isDatabaseAway));
  expect(await Promise.all(failures)).toEqual([true, true, true]);
  await database.close();
});

test.each(dialects)("a wrong statement on %s is a fault, not a database that is away", async (dialect) => {
  const { database, close } = await createTestDatabase(dialect);
  const error: unknown = await database.client
    .$queryRawUnsafe("SELECT nothing FROM nowhere")
    .catch((thrown: unknown) => thrown);
  expect(isDatabaseAway(error)).toBe(false);
  expect(isDatabaseAway(new Error("x"))).toBe(false);
  expect(isDatabaseAway(undefined)).toBe(false);
  await close();
});
