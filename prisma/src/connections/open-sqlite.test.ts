import { existsSync, statSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sqliteFile } from "../dialects/dialect.ts";
import { DatabaseInUseError, DatabaseTooNewError } from "./errors.ts";
import { migrateDatabase } from "../migrations/migrate-database.ts";
import { openDatabase, openMigratedDatabase } from "./open-database.ts";
import { createTestDatabaseUrl, type TestDatabaseUrl } from "../testing/index.ts";
import { runInProcess } from "../testing/run-in-process.ts";
import { addOrganization } from "../testing/sample-rows.ts";

describe("a SQLite file", () => {
  let empty: TestDatabaseUrl;
  beforeEach(async () => {
    empty = await createTestDatabaseUrl("sqlite", { migrated: false });
  });
  afterEach(() => empty.remove());

  const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

  it("is readable by its owner only, and so is everything beside it", async () => {
    const file = sqliteFile(empty.url);
    const database = await openMigratedDatabase({ url: empty.url });
    await addOrganization(database.client, "org_1");
    expect(["", "-wal", "-shm", ".lock"].map((suffix) => modeOf(file + suffix))).toEqual(["600", "600", "600", "600"]);
    await database.close();
  });

  it("holds everything by itself once it is closed", async () => {
    const database = await openMigratedDatabase({ url: empty.url });
    await addOrganization(database.client, "org_1");
    await database.close();
    expect(existsSync(`${sqliteFile(empty.url)}-wal`)).toBe(false);
  });

  it("is open once at a time, and has a message for it", async () => {
    const database = await openMigratedDatabase({ url: empty.url });
    const second = openDatabase({ url: empty.url });
    await expect(second).rejects.toThrow(DatabaseInUseError);
    await expect(second).rejects.toThrow(/in use by another server.*EXCALIBUR_DATA_DIR/s);
    await database.close();
    await (await openDatabase({ url: empty.url })).close();
  });

  it("is open in one process at a time, and free again when that process is killed", async () => {
    await migrateDatabase({ url: empty.url });
    const holder = runInProcess(
      "await db.openDatabase({ url }); console.log('open'); setInterval(() => {}, 1000);",
      empty.url,
    );
    await holder.ready;
    await expect(openDatabase({ url: empty.url })).rejects.toThrow(DatabaseInUseError);
    await holder.kill();
    const database = await openDatabase({ url: empty.url });
    await database.tryWrite();
    await database.close();
  });

  it("loses nothing that was acknowledged when its process is killed", async () => {
    await migrateDatabase({ url: empty.url });
    const writer = runInProcess(
      `const { client } = await db.openDatabase({ url });
       await client.organization.create({ data: { id: "org_1", name: "", slug: "", createdAt: new Date() } });
       console.log("acknowledged"); setInterval(() => {}, 1000);`,
      empty.url,
    );
    await writer.ready;
    await writer.kill();
    const database = await openDatabase({ url: empty.url });
    expect(await database.client.organization.count()).toBe(1);
    await database.close();
  });

  it("gives its lock up when it cannot be opened", async () => {
    const newer = { name: "99990101000000_newer", sql: "SELECT 1;", checksum: "c" };
    await migrateDatabase({ url: empty.url, migrations: [newer] });
    await expect(openMigratedDatabase({ url: empty.url })).rejects.toThrow(DatabaseTooNewError);
    await (await openDatabase({ url: empty.url })).close();
  });
});
