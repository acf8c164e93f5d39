import { resolve } from "node:path";
import { wallMs } from "../connections/clock.ts";
import { dialectOf, sqliteFile } from "../dialects/dialect.ts";
import { readMigrations, type Migration } from "./migration-files.ts";
import { migratePostgresql } from "./migrate-postgresql.ts";
import { migrateSqlite } from "./migrate-sqlite.ts";
import { lockSqliteFile } from "../locks/sqlite-lock.ts";

export interface MigrateDatabaseOptions {
  /** `file:/path/to.db` or `postgresql://…`. */
  readonly url: string;
  /** Other migrations than this build's own, for tests. */
  readonly migrations?: readonly Migration[];
}

/** Longer than any migration of a database that one process serves. */
const SQLITE_LOCK_WAIT_MS = 10_000;

/**
 * Brings a database to the schema of this build. Safe to call from several processes at once: one applies, the others
 * wait and find nothing to do.
 * @returns the names of the migrations applied.
 * @throws DatabaseTooNewError, MigrationChangedError, MigrationUnfinishedError, MigrationFailedError
 * @throws DatabaseStartError when PostgreSQL can't be used.
 * @throws DatabaseInUseError when a server has the SQLite file open.
 */
export async function migrateDatabase(options: MigrateDatabaseOptions): Promise<string[]> {
  if (dialectOf(options.url) === "postgresql") {
    const known = options.migrations ?? (await readMigrations("postgresql"));
    return (await migratePostgresql(options.url, known)).applied;
  }
  const file = resolve(sqliteFile(options.url));
  const lock = await lockSqliteFile(file, SQLITE_LOCK_WAIT_MS);
  try {
    return await migrateLockedSqlite(file, options.migrations);
  } finally {
    lock.release();
  }
}

/** The same for a SQLite file whose lock the caller holds. */
export async function migrateLockedSqlite(file: string, migrations?: readonly Migration[]): Promise<string[]> {
  return migrateSqlite(file, migrations ?? (await readMigrations("sqlite")), wallMs);
}
