import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SqliteLog } from "./sqlite-log.ts";

describe("the write-ahead log of a SQLite file", () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "excalibur-log-"));
    file = join(folder, "test.db");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("is brought to the disk as often as it is asked for, while SQLite writes to it", async () => {
    const database = new SQLite(file);
    database.exec("PRAGMA journal_mode = WAL; CREATE TABLE note (text)");
    const log = new SqliteLog(file);
    for (const text of ["one", "two"]) {
      database.prepare("INSERT INTO note VALUES (?)").run(text);
      await log.flush();
    }
    await log.close();
    expect(database.prepare("SELECT text FROM note").pluck().all()).toEqual(["one", "two"]);
    database.close();
  });

  it("takes nothing more once the disk did not take something: what comes behind a gap is lost with it", async () => {
    const log = new SqliteLog(file);
    const refusal = `The disk did not take ${file}-wal`;
    await expect(log.flush()).rejects.toThrow(refusal);
    await writeFile(`${file}-wal`, "");
    await expect(log.flush()).rejects.toThrow(refusal);
    await log.close();
  });
});
