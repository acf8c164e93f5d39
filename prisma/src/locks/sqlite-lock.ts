import { setTimeout as sleep } from "node:timers/promises";
import SQLite from "better-sqlite3";
import { DatabaseInUseError } from "../connections/errors.ts";
import { createPrivately } from "../connections/sqlite-file.ts";

/** Held while a process works on a SQLite file. */
export interface SqliteLock {
  release(): void;
}

const POLL_MS = 25;

/**
 * Makes this process the only one to work on a SQLite file. The lock is an exclusive SQLite lock on a file beside it,
 * which the operating system drops when the process ends, however it ends: nothing stale is ever left behind.
 * @param waitMs how long to wait for another holder.
 * @throws DatabaseInUseError when another process still holds it then.
 */
export async function lockSqliteFile(file: string, waitMs = 0): Promise<SqliteLock> {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const lock = tryLock(`${file}.lock`);
    if (lock !== null) return lock;
    if (waitedMs >= waitMs) throw new DatabaseInUseError(file);
    await sleep(POLL_MS);
  }
}

function tryLock(lockFile: string): SqliteLock | null {
  createPrivately(lockFile);
  const connection = new SQLite(lockFile, { timeout: 0 });
  try {
    connection.exec("BEGIN EXCLUSIVE");
    return { release: () => connection.close() };
  } catch (error) {
    connection.close();
    if (error instanceof SQLite.SqliteError && error.code.startsWith("SQLITE_BUSY")) return null;
    throw error;
  }
}
