import {
  appendFileSync,
  closeSync,
  copyFileSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ChangesRefusedError } from "../connections/errors.ts";
import { SqliteLog } from "./sqlite-log.ts";

describe("the write-ahead log of a SQLite file", () => {
  let folder: string;
  let file: string;
  let database: SQLite.Database;
  let log: SqliteLog;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "excalibur-log-"));
    file = join(folder, "test.db");
    database = new SQLite(file);
    database.exec("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE note (text)");
    database.pragma("wal_checkpoint(TRUNCATE)");
    log = new SqliteLog(file, () => {
      const [done] = database.pragma("wal_checkpoint(PASSIVE)") as { log: number; checkpointed: number }[];
      return done?.log === done?.checkpointed;
    });
    log.begin();
  });
  afterEach(async () => {
    await log.close();
    database.close();
    await rm(folder, { recursive: true, force: true });
  });

  const write = async (text: string) => {
    log.refuseIfLost();
    database.prepare("INSERT INTO note VALUES (?)").run(text);
    await log.flush();
  };
  /** What a process finds that starts after this one was killed. */
  const textsAfterCrash = () => {
    const copy = join(folder, "after-crash.db");
    for (const suffix of ["", "-wal"]) {
      rmSync(copy + suffix, { force: true });
      try {
        copyFileSync(file + suffix, copy + suffix);
      } catch {
        // Removed by the test.
      }
    }
    const started = new SQLite(copy);
    const texts = started.prepare("SELECT text FROM note").pluck().all();
    started.close();
    return texts;
  };

  it("is brought to the disk as often as it is asked for, while SQLite writes to it", async () => {
    await write("one");
    await write("two");
    expect(textsAfterCrash()).toEqual(["one", "two"]);
  });

  it("is copied into the database file before it grows large, and everything that is written later is followed too", async () => {
    const page = "x".repeat(4096);
    for (let n = 0; n < 1_300; n++) {
      await write(`${n} ${page}`);
      // Also for statements that change nothing: after a copy the log does not start again for them.
      await log.flush();
    }
    expect((await stat(`${file}-wal`)).size).toBeLessThan(1_600 * 4_120);
    expect((await stat(file)).size).toBeGreaterThan(1_000 * 4_096);
    expect(textsAfterCrash()).toHaveLength(1_300);
  });

  it("is followed behind what a transaction left in it that was taken back", async () => {
    await write("before");
    database.pragma("cache_size = 10");
    database.exec("BEGIN");
    for (let n = 0; n < 100; n++) database.prepare("INSERT INTO note VALUES (?)").run("x".repeat(5_000));
    database.exec("ROLLBACK");
    for (const text of ["one", "two", "three"]) await write(text);
    expect(textsAfterCrash()).toEqual(["before", "one", "two", "three"]);
  });

  /** Leaves in the log what a transaction wrote whose last bytes the disk did not take: SQLite writes over it later. */
  const leaveBehind = (missing: number) => {
    const fork = join(folder, "fork.db");
    for (const suffix of ["", "-wal"]) copyFileSync(file + suffix, fork + suffix);
    const forked = new SQLite(fork);
    forked.exec("PRAGMA wal_autocheckpoint = 0; BEGIN");
    for (let n = 0; n < 6; n++) forked.prepare("INSERT INTO note VALUES (?)").run("x".repeat(5_000));
    forked.exec("COMMIT");
    const written = readFileSync(`${fork}-wal`);
    forked.close();
    writeFileSync(`${file}-wal`, written.subarray(0, written.length - missing));
  };

  it.each([
    ["half of its last page", 2_000],
    ["its last page", 4_096],
    ["its last two pages", 4_096 + 4_120],
    ["nothing", 0],
  ])("is followed behind what a full disk left of a transaction, whose log misses %s", async (_what, missing) => {
    await write("before");
    leaveBehind(missing);
    const texts = Array.from({ length: 20 }, (_, n) => `${n}`);
    for (const text of texts) await write(text);
    expect(textsAfterCrash()).toEqual(["before", ...texts]);
  });

  it("takes nothing more once the disk did not take something: what comes behind a gap is lost with it", async () => {
    const other = new SqliteLog(join(folder, "missing.db"), () => true);
    const refusal = `The disk did not take ${join(folder, "missing.db")}-wal`;
    await expect(other.flush()).rejects.toThrow(refusal);
    await writeFile(join(folder, "missing.db-wal"), "");
    await expect(other.flush()).rejects.toThrow(refusal);
    await other.close();
  });

  const overwrite = (path: string) => {
    const opened = openSync(path, "r+");
    writeSync(opened, Buffer.alloc(8192, 7), 0, 8192, 0);
    closeSync(opened);
  };

  it.each([
    ["the database file is removed", "", () => rmSync(file)],
    ["the database file is moved away", "", () => renameSync(file, `${file}.away`)],
    ["the database file is emptied", "", () => truncateSync(file, 0)],
    ["the database file is cut short", "", () => truncateSync(file, 4096)],
    ["the database file is overwritten", "", () => overwrite(file)],
    ["the database file is replaced", "", () => (copyFileSync(file, `${file}.2`), renameSync(`${file}.2`, file))],
    ["something is appended to the database file", "", () => appendFileSync(file, "more")],
    ["the log is removed", "-wal", () => rmSync(`${file}-wal`)],
    ["the log is emptied", "-wal", () => truncateSync(`${file}-wal`, 0)],
    ["the log is cut short", "-wal", () => truncateSync(`${file}-wal`, 4_120 + 32)],
    ["the log is overwritten", "-wal", () => overwrite(`${file}-wal`)],
    ["the log is replaced", "-wal", () => (copyFileSync(file, `${file}.2`), renameSync(`${file}.2`, `${file}-wal`))],
    ["the shared memory is removed", "-shm", () => rmSync(`${file}-shm`)],
  ])("when %s, no change is acknowledged from then on, and the file is named", async (_what, suffix, damage) => {
    for (const text of ["one", "two", "three"]) await write(text);
    damage();
    const refusal = write("four");
    await expect(refusal).rejects.toThrow(ChangesRefusedError);
    await expect(refusal).rejects.toThrow(`${file}${suffix} was removed, replaced or changed by another program.`);
    await expect(write("five")).rejects.toThrow(ChangesRefusedError);
  });

  it.each([
    ["the log is removed", () => rmSync(`${file}-wal`)],
    ["the shared memory is removed", () => rmSync(`${file}-shm`)],
    ["all but the database file is", () => ["-wal", "-shm"].forEach((suffix) => rmSync(file + suffix))],
  ])("when %s, what was acknowledged before is there after a restart", async (_what, damage) => {
    for (const text of ["one", "two", "three"]) await write(text);
    damage();
    expect(() => log.check()).toThrow(ChangesRefusedError);
    expect(textsAfterCrash()).toEqual(["one", "two", "three"]);
  });

  it("when the log is removed, what was acknowledged is saved at once, without another change or a look at the files", async () => {
    for (const text of ["one", "two", "three"]) await write(text);
    const inFile = () => new Promise((resolve) => setImmediate(resolve)).then(textsAfterCrash);
    rmSync(`${file}-wal`);
    await expect.poll(inFile).toEqual(["one", "two", "three"]);
    expect(() => log.refuseIfLost()).toThrow(ChangesRefusedError);
  });

  it("when the database file is moved away, what was acknowledged is in it", async () => {
    for (const text of ["one", "two", "three"]) await write(text);
    renameSync(file, `${file}.away`);
    expect(() => log.check()).toThrow(ChangesRefusedError);
    renameSync(`${file}.away`, file);
    expect(textsAfterCrash()).toEqual(["one", "two", "three"]);
  });

  it("when the log is cut, only what was cut is missing after a restart", async () => {
    for (const text of ["one", "two", "three"]) await write(text);
    truncateSync(`${file}-wal`, 2 * 4_120 + 32);
    await expect(write("four")).rejects.toThrow(ChangesRefusedError);
    await log.close();
    database.close();
    expect(textsAfterCrash()).toEqual(["one", "two"]);
  });
});
