import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import pg from "pg";
import { isDatabaseAway } from "./is-database-away.ts";
import { openDatabase } from "./open-database.ts";
import { createTestDatabaseUrl, dialects, createTestDatabase } from "./testing/index.ts";
import { addOrganization } from "./testing/sample-rows.ts";

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
  [
    "the connection is cut",
    async () => {
      const cutting = createServer((socket) => void socket.destroy()).listen(0, "127.0.0.1");
      await once(cutting, "listening");
      onTestFinished(() => void cutting.close());
      return `postgresql://u:p@127.0.0.1:${(cutting.address() as AddressInfo).port}/x`;
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

test("no connection becoming free in time means that the database is away", async () => {
  const { url, remove } = await createTestDatabaseUrl("postgresql");
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const connection = await pool.connect();
  pool.options.connectionTimeoutMillis = 10;
  expect(await pool.query("SELECT 1").catch(isDatabaseAway)).toBe(true);
  connection.release();
  await pool.end();
  await remove();
});

test.each(dialects)(
  "going on in a transaction that is lost is a fault on %s, not a database that is away",
  async (dialect) => {
    const { database, close } = await createTestDatabase(dialect);
    await addOrganization(database.client, "org_1");
    const work = database.transact(async (tx) => {
      await addOrganization(tx, "org_1").catch(() => undefined);
      await addOrganization(tx, "org_2");
    });
    expect(await work.catch(isDatabaseAway)).toBe(false);
    await close();
  },
);
