import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import pg from "pg";
import { databaseTrouble, isDatabaseAway } from "./database-trouble.ts";
import { openDatabase } from "./open-database.ts";
import { createTestDatabaseUrl, dialects, createTestDatabase } from "../testing/index.ts";
import { addOrganization } from "../testing/sample-rows.ts";

const read = { name: "excalibur_test_one", sql: { sqlite: "SELECT 1", postgresql: "SELECT 1" } } as const;

test.each([
  ["no server listens", async () => "postgresql://u:p@127.0.0.1:1/x"],
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
])("on PostgreSQL when %s, every way to query reports trouble, not a fault", async (_what, urlOf) => {
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

test("errors of PostgreSQL are distinguished by their meaning, for every way to query", async () => {
  const { database, close } = await createTestDatabase("postgresql");
  const raise = (code: string) => `DO $$ BEGIN RAISE EXCEPTION 'made up' USING ERRCODE = '${code}'; END $$`;
  for (const [code, trouble] of [
    ["25006", "readOnly"],
    ["53100", "full"],
    ["53200", "failing"],
    ["53300", "unreachable"],
    ["57014", "tooSlow"],
    ["55P03", "tooSlow"],
    ["57P03", "unreachable"],
    ["58030", "failing"],
    ["58P01", "failing"],
    ["XX001", "damaged"],
    ["XX002", "damaged"],
    ["42501", "notPermitted"],
    ["28P01", "unreachable"],
    ["23514", null],
    ["42703", null],
    ["XX000", null],
  ] as const) {
    const asked = [
      database.client.$executeRawUnsafe(raise(code)),
      database.transact((tx) => tx.$executeRawUnsafe(raise(code))),
      database.readRaw({ name: null, sql: { sqlite: "", postgresql: raise(code) } }, []),
    ].map((work) => work.then(() => "answered", databaseTrouble));
    expect({ code, troubles: await Promise.all(asked) }).toEqual({ code, troubles: [trouble, trouble, trouble] });
  }
  await close();
});

test.each([
  ["SQLITE_FULL", "full"],
  ["SQLITE_IOERR", "failing"],
  ["SQLITE_IOERR_SHORT_READ", "failing"],
  ["SQLITE_IOERR_FSYNC", "failing"],
  ["SQLITE_READONLY_DBMOVED", "readOnly"],
  ["SQLITE_CORRUPT_INDEX", "damaged"],
  ["SQLITE_NOTADB", "damaged"],
  ["SQLITE_BUSY_SNAPSHOT", "tooSlow"],
  ["SQLITE_CANTOPEN_ISDIR", "failing"],
  ["UNKNOWN_SQLITE_ERROR_8714", "failing"],
  ["SQLITE_CONSTRAINT_UNIQUE", null],
  ["SQLITE_MISUSE", null],
] as const)("SQLite's %s means that the database is %s, from the driver and through the adapter", (code, trouble) => {
  const fromDriver = Object.assign(new Error("made up"), { code });
  const number = Number(code.split("_").at(-1));
  const cause = {
    kind: "sqlite",
    originalCode: code,
    extendedCode: Number.isNaN(number) ? 1 : number,
    message: "made up",
  };
  const throughAdapter = Object.assign(new Error("made up"), {
    code: "P2010",
    meta: { driverAdapterError: { cause } },
  });
  if (!code.startsWith("UNKNOWN")) expect(databaseTrouble(fromDriver)).toBe(trouble);
  expect(databaseTrouble(throughAdapter)).toBe(trouble);
});
