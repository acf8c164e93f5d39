import { resolve } from "node:path";
import { dialectOf, sqliteFile } from "./dialect.ts";
import { readMigrations, type Migration } from "./migrations/migration-files.ts";
import { migratePostgresql } from "./migrations/migrate-postgresql.ts";
import { migrateSqlite } from "./migrations/migrate-sqlite.ts";

export interface MigrateDatabaseOptions {
  /** `file:/path/to.db` or `postgresql://…`. */
  readonly url: string;
  /** Other migrations than this build's own, for tests. */
  readonly migrations?: readonly Migration[];
}

/**
 * Brings a database to the schema of this build. Safe to call from several processes at once: one applies, the others
 * wait and find nothing to do.
 * @returns the names of the migrations applied.
 * @throws DatabaseTooNewError, MigrationChangedError, MigrationFailedError
 */
export async function migrateDatabase(options: MigrateDatabaseOptions): Promise<string[]> {
  const dialect = dialectOf(options.url);
  const known = options.migrations ?? (await readMigrations(dialect));
  if (dialect === "postgresql") return migratePostgresql(options.url, known);
  return migrateSqlite(resolve(sqliteFile(options.url)), known, Date.now);
}
