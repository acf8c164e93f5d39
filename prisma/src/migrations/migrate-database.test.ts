import { createHash } from "node:crypto";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../connections/database.ts";
import {
  DatabaseTooNewError,
  MigrationChangedError,
  MigrationFailedError,
  MigrationUnfinishedError,
} from "../connections/errors.ts";
import { migrateDatabase } from "./migrate-database.ts";
import { readMigrations, type Migration } from "./migration-files.ts";
import { openDatabase, openMigratedDatabase } from "../connections/open-database.ts";
import { createTestDatabaseUrl, dialects, type TestDatabaseUrl } from "../testing/index.ts";
import { runInProcess } from "../testing/run-in-process.ts";

describe.each(dialects)("migrating %s", (dialect) => {
  let empty: TestDatabaseUrl;
  let init: Migration[];
  beforeEach(async () => {
    empty = await createTestDatabaseUrl(dialect, { migrated: false });
    init = await readMigrations(dialect);
  });
  afterEach(() => empty.remove());

  const migration = (name: string, sql: string): Migration => ({
    name,
    sql,
    checksum: createHash("sha256").update(sql).digest("hex"),
  });
  const migrate = (migrations: Migration[]) => migrateDatabase({ url: empty.url, migrations });
  const withDatabase = async <T>(use: (database: Database) => Promise<T>): Promise<T> => {
    const database = await openDatabase({ url: empty.url });
    return use(database).finally(() => database.close());
  };
  const countOf = (table: string) =>
    withDatabase(({ client }) => client.$queryRawUnsafe<{ n: bigint }[]>(`SELECT count(*) AS n FROM ${table}`)).then(
      (rows) => Number(rows[0]?.n),
    );

  it("applies every migration once, in order, and then nothing", async () => {
    expect(await migrateDatabase({ url: empty.url })).toEqual(init.map(({ name }) => name));
    expect(await migrateDatabase({ url: empty.url })).toEqual([]);
    expect(await countOf("_prisma_migrations")).toBe(init.length);
    expect(await countOf("api_key")).toBe(0);
  });

  it("applies what is new to a database that has data, and keeps the data", async () => {
    await migrate([migration("1_one", "CREATE TABLE one (n INTEGER); INSERT INTO one VALUES (1);")]);
    const both = [
      migration("1_one", "CREATE TABLE one (n INTEGER); INSERT INTO one VALUES (1);"),
      migration("2_two", "CREATE TABLE two (n INTEGER); INSERT INTO two SELECT n FROM one;"),
    ];
    expect(await migrate(both)).toEqual(["2_two"]);
    expect([await countOf("one"), await countOf("two")]).toEqual([1, 1]);
  });

  it("names the migration that failed, takes it back, and keeps those before it", async () => {
    const broken = [
      migration("1_one", "CREATE TABLE one (n INTEGER);"),
      migration("2_broken", "CREATE TABLE two (n INTEGER); INSERT INTO nowhere VALUES (1);"),
      migration("3_three", "CREATE TABLE three (n INTEGER);"),
    ];
    const failure = migrate(broken);
    await expect(failure).rejects.toThrow(MigrationFailedError);
    await expect(failure).rejects.toThrow(/2_broken.*nowhere/);
    const repaired = broken.with(1, migration("2_broken", "CREATE TABLE two (n INTEGER);"));
    expect(await migrate(repaired)).toEqual(["2_broken", "3_three"]);
  });

  it("refuses a database of a newer version and changes nothing", async () => {
    await migrate([...init, migration("99990101000000_later", "CREATE TABLE later (n INTEGER);")]);
    const failure = migrate([...init, migration("99990102000000_other", "CREATE TABLE other (n INTEGER);")]);
    await expect(failure).rejects.toThrow(DatabaseTooNewError);
    await expect(failure).rejects.toThrow("99990101000000_later");
    await expect(countOf("other")).rejects.toThrow();
  });

  it("refuses a migration that was changed after it had been applied", async () => {
    await migrate([migration("1_one", "CREATE TABLE one (n INTEGER);")]);
    const failure = migrate([migration("1_one", "CREATE TABLE one (m INTEGER);")]);
    await expect(failure).rejects.toThrow(MigrationChangedError);
    await expect(failure).rejects.toThrow("1_one");
  });

  it("refuses a database on which another tool left a migration unfinished", async () => {
    await migrate([]);
    await withDatabase(
      ({ client }) =>
        client.$executeRaw`INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', 'c', '1_one')`,
    );
    await expect(migrate([migration("1_one", "SELECT 1;")])).rejects.toThrow(MigrationUnfinishedError);
  });

  it("applies again what was rolled back by hand", async () => {
    await migrate([]);
    await withDatabase(
      ({ client }) =>
        client.$executeRaw`INSERT INTO _prisma_migrations (id, checksum, migration_name, rolled_back_at)
          VALUES ('1', 'c', '1_one', CURRENT_TIMESTAMP)`,
    );
    expect(await migrate([migration("1_one", "CREATE TABLE one (n INTEGER);")])).toEqual(["1_one"]);
  });

  it("lets one of several runners in one process apply, while the others wait and find nothing to do", async () => {
    const slow = migration("1_slow", `CREATE TABLE slow (n INTEGER); ${"INSERT INTO slow VALUES (1);".repeat(500)}`);
    const applied = await Promise.all(Array.from({ length: 5 }, () => migrate([slow])));
    expect(applied.filter((names) => names.length > 0)).toEqual([["1_slow"]]);
    expect(await countOf("slow")).toBe(500);
  });

  it("lets one of several processes apply, while the others wait and find nothing to do", async () => {
    const runners = Array.from({ length: 3 }, () =>
      runInProcess("console.log(JSON.stringify(await db.migrateDatabase({ url })));", empty.url),
    );
    const applied = await Promise.all(runners.map(async ({ output }) => JSON.parse(await output) as string[]));
    expect(applied.flat()).toEqual(init.map(({ name }) => name));
  });

  it.runIf(dialect === "postgresql")("logs that it waits for another process that migrates", async () => {
    const other = new pg.Client({ connectionString: empty.url });
    await other.connect();
    await other.query("SELECT pg_advisory_lock(72707369)");
    const notes: string[] = [];
    const opening = openMigratedDatabase({ url: empty.url, onNote: (note) => notes.push(note) });
    await expect.poll(() => notes).toEqual([expect.stringMatching(/^Waiting: another process migrates/)]);
    await other.end();
    await (await opening).close();
  });

  it("opens a database that it has migrated first", async () => {
    const database = await openMigratedDatabase({ url: empty.url });
    expect(await database.client.apiKey.count()).toBe(0);
    await database.close();
  });
});
