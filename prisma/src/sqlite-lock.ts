import { chmodSync } from "node:fs";
import SQLite from "better-sqlite3";
import { DatabaseInUseError } from "./errors.ts";

/** Held while a process works on a SQLite file. */
export interface SqliteLock {
  release(): void;
}

/**
 * Makes this process the only server of a SQLite file. The lock is an exclusive SQLite lock on a file beside it, which
 * the operating system drops when the process ends, however it ends: nothing stale is ever left behind.
 * @throws DatabaseInUseError when another process holds it.
 */
export function lockSqliteFile(file: string): SqliteLock {
  const lockFile = `${file}.lock`;
  const connection = new SQLite(lockFile, { timeout: 0 });
  try {
    chmodSync(lockFile, 0o600);
    connection.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    connection.close();
    if (error instanceof SQLite.SqliteError && error.code.startsWith("SQLITE_BUSY")) throw new DatabaseInUseError(file);
    throw error;
  }
  return { release: () => connection.close() };
}
