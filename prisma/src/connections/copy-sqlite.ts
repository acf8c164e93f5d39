import { chmod } from "node:fs/promises";
import SQLite from "better-sqlite3";
import { DatabaseDamagedError } from "./errors.ts";
import { readMigrations } from "../migrations/migration-files.ts";
import { pendingMigrations, RECORDED_MIGRATIONS, type RecordedMigration } from "../migrations/pending-migrations.ts";
import { createPrivately } from "./sqlite-file.ts";

/**
 * Copies a SQLite database, also while a server works on it: the copy is of one moment. SQLite's own online backup.
 * @param destination a file that is not there yet; it is made readable by its owner only.
 * @throws DatabaseDamagedError when the copy is not sound: so is the database it was made of.
 */
export async function copySqlite(file: string, destination: string): Promise<void> {
  createPrivately(destination);
  const source = new SQLite(file, { fileMustExist: true, timeout: 5000 });
  try {
    await source.backup(destination);
  } finally {
    source.close();
  }
  await chmod(destination, 0o600);
  await checkSqlite(destination);
}

/**
 * Looks whether a file is a sound database that this version can use.
 * @throws DatabaseDamagedError, DatabaseTooNewError, MigrationChangedError, MigrationUnfinishedError
 */
export async function checkSqlite(file: string): Promise<void> {
  const recorded = readRecorded(file);
  pendingMigrations(await readMigrations("sqlite"), recorded);
}

function readRecorded(file: string): RecordedMigration[] {
  try {
    const connection = new SQLite(file, { fileMustExist: true, readonly: true });
    try {
      const complaints = connection.pragma("integrity_check") as { integrity_check: string }[];
      if (complaints[0]?.integrity_check !== "ok") throw new DatabaseDamagedError(file);
      return connection.prepare(RECORDED_MIGRATIONS).all() as RecordedMigration[];
    } finally {
      connection.close();
    }
  } catch (error) {
    if (error instanceof SQLite.SqliteError) throw new DatabaseDamagedError(file, error);
    throw error;
  }
}
