import { randomUUID } from "node:crypto";
import SQLite from "better-sqlite3";
import { MigrationFailedError } from "../connections/errors.ts";
import type { Migration } from "./migration-files.ts";
import { createPrivately } from "../connections/sqlite-file.ts";
import { pendingMigrations, RECORDED_MIGRATIONS, type RecordedMigration } from "./pending-migrations.ts";

/** For programs that look into the file without asking for its lock. */
const BUSY_TIMEOUT_MS = 10_000;

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

/** Applies what is pending, each migration in a transaction. @returns the names applied. */
export function migrateSqlite(file: string, known: readonly Migration[], now: () => number): string[] {
  createPrivately(file);
  const connection = new SQLite(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    connection.pragma("journal_mode = WAL");
    // Migrations that rebuild a table drop the old one; with enforcement on, that would delete the rows that refer to it.
    connection.pragma("foreign_keys = OFF");
    connection.exec(MIGRATIONS_TABLE);
    const pending = pendingMigrations(known, connection.prepare(RECORDED_MIGRATIONS).all() as RecordedMigration[]);
    for (const migration of pending) apply(connection, migration, now);
    return pending.map(({ name }) => name);
  } finally {
    connection.close();
  }
}

function apply(connection: SQLite.Database, migration: Migration, now: () => number): void {
  const startedAt = now();
  const applyAndRecord = connection.transaction(() => {
    connection.exec(migration.sql);
    const broken = connection.pragma("foreign_key_check") as unknown[];
    if (broken.length > 0) throw new Error(`${broken.length} rows refer to rows that are not there`);
    connection
      .prepare(
        "INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count) " +
          "VALUES (?, ?, ?, ?, ?, 1)",
      )
      .run(randomUUID(), migration.checksum, now(), migration.name, startedAt);
  });
  try {
    applyAndRecord.immediate();
  } catch (error) {
    throw new MigrationFailedError(migration.name, error);
  }
}
