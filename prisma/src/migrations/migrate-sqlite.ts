import { randomUUID } from "node:crypto";
import SQLite from "better-sqlite3";
import { MigrationFailedError } from "../errors.ts";
import type { Migration } from "./migration-files.ts";
import { pendingMigrations, type AppliedMigration } from "./pending-migrations.ts";

/** Milliseconds to wait for another process that is migrating the same file. */
const LOCK_WAIT_MS = 30_000;

// Column for column the table of Prisma's own migrate, so that `prisma migrate deploy` agrees with what it finds.
const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "checksum" TEXT NOT NULL,
  "finished_at" DATETIME,
  "migration_name" TEXT NOT NULL,
  "logs" TEXT,
  "rolled_back_at" DATETIME,
  "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
  "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

/** Applies what is pending, all or nothing, while holding the file's write lock. @returns the names applied. */
export function migrateSqlite(file: string, known: readonly Migration[], now: () => number): string[] {
  const connection = new SQLite(file, { timeout: LOCK_WAIT_MS });
  try {
    connection.pragma("journal_mode = WAL");
    // Migrations that rebuild a table drop the old one; with enforcement on, that would empty whatever refers to it.
    connection.pragma("foreign_keys = OFF");
    return connection.transaction(() => applyPending(connection, known, now)).immediate();
  } finally {
    connection.close();
  }
}

function applyPending(connection: SQLite.Database, known: readonly Migration[], now: () => number): string[] {
  connection.exec(MIGRATIONS_TABLE);
  const applied = connection
    .prepare(
      'SELECT migration_name, checksum FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    )
    .all() as AppliedMigration[];
  const pending = pendingMigrations(known, applied);
  for (const migration of pending) apply(connection, migration, now);
  return pending.map(({ name }) => name);
}

function apply(connection: SQLite.Database, migration: Migration, now: () => number): void {
  const startedAt = now();
  try {
    connection.exec(migration.sql);
    const broken = connection.pragma("foreign_key_check") as unknown[];
    if (broken.length > 0) throw new Error(`${broken.length} rows refer to rows that are not there`);
  } catch (error) {
    throw new MigrationFailedError(migration.name, error);
  }
  connection
    .prepare(
      'INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, started_at, applied_steps_count) ' +
        "VALUES (?, ?, ?, ?, ?, 1)",
    )
    .run(randomUUID(), migration.checksum, now(), migration.name, startedAt);
}
