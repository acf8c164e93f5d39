import { randomUUID } from "node:crypto";
import pg from "pg";
import { MigrationFailedError } from "../errors.ts";
import { indexSearch } from "./index-search.ts";
import type { Migration } from "./migration-files.ts";
import { pendingMigrations, RECORDED_MIGRATIONS, type RecordedMigration } from "./pending-migrations.ts";

/** The advisory lock of Prisma's own migrate, so that the two never run at once. */
const MIGRATION_LOCK = 72_707_369;

// Column for column the table of Prisma's own migrate, so that `prisma migrate deploy` agrees with what it finds.
const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/** Applies what is pending, each migration in a transaction, while holding the migration lock. @returns the names applied. */
export async function migratePostgresql(url: string, known: readonly Migration[]): Promise<string[]> {
  // A connection of its own: the lock lives and dies with it.
  const connection = new pg.Client({ connectionString: url, application_name: "excalibur migrate" });
  // A connection that breaks fails the statement that runs; unheard, this event would end the process as well.
  connection.on("error", () => undefined);
  await connection.connect();
  try {
    await connection.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await connection.query(MIGRATIONS_TABLE);
    const { rows } = await connection.query<RecordedMigration>(RECORDED_MIGRATIONS);
    const pending = pendingMigrations(known, rows);
    for (const migration of pending) await apply(connection, migration);
    await indexSearch(connection);
    return pending.map(({ name }) => name);
  } finally {
    await connection.end();
  }
}

async function apply(connection: pg.Client, migration: Migration): Promise<void> {
  try {
    await connection.query("BEGIN");
    await connection.query(migration.sql);
    await connection.query(
      "INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count) " +
        "VALUES ($1, $2, clock_timestamp(), $3, 1)",
      [randomUUID(), migration.checksum, migration.name],
    );
    await connection.query("COMMIT");
  } catch (error) {
    // Fails only where the connection is gone, and then nothing is left to roll back.
    await connection.query("ROLLBACK").catch(() => undefined);
    throw new MigrationFailedError(migration.name, error);
  }
}
