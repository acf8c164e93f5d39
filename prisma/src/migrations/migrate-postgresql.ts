import { randomUUID } from "node:crypto";
import type { ClientBase } from "pg";
import { DatabaseStartError, nameOf, oneLine } from "../connections/database-start-error.ts";
import { MigrationFailedError, STARTED_ERRORS } from "../connections/errors.ts";
import { readPostgresqlAddress } from "../connections/postgresql-address.ts";
import { connectAtStart } from "../connections/postgresql-connection.ts";
import {
  requireOwnSession,
  requireUsableServer,
  tablesWithoutPrivileges,
} from "../connections/postgresql-requirements.ts";
import { lacking, prepareSchema, requireSchemaAccess } from "../dialects/postgresql-schema.ts";
import { statementStage } from "../connections/postgresql-stages.ts";
import { indexSearch } from "./index-search.ts";
import type { Migration } from "./migration-files.ts";
import { pendingMigrations, RECORDED_MIGRATIONS, type RecordedMigration } from "./pending-migrations.ts";

/** The advisory lock of Prisma's own migrate, so that the two never run at once. */
const MIGRATION_LOCK = 72_707_369;
/** Milliseconds of waiting for it before a message is logged. */
const TELL_AFTER_MS = 2_000;

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

/** The names of the migrations applied, and warnings for the administrator. */
export interface Migrated {
  readonly applied: string[];
  readonly notes: string[];
}

/**
 * Applies what is pending, each migration in a transaction, while holding the migration lock. A role that may only read
 * and write rows will do where nothing is pending.
 * @param onNote called while it waits for another process.
 * @throws DatabaseStartError with the failed stage, and what `pendingMigrations` throws.
 */
export async function migratePostgresql(
  url: string,
  known: readonly Migration[],
  onNote: (note: string) => void = () => undefined,
): Promise<Migrated> {
  // A connection of its own: the lock lives and dies with it.
  const connection = await connectAtStart(url, "excalibur migrate");
  try {
    return await migrate(connection, url, known, () =>
      onNote(`Waiting: another process migrates the database at DATABASE_URL (${nameOf(readPostgresqlAddress(url))}).`),
    );
  } catch (error) {
    throw STARTED_ERRORS.some((kind) => error instanceof kind) ? error : toStartError(error, url);
  } finally {
    // One that broke has ended already.
    await connection.end().catch(() => undefined);
  }
}

async function migrate(
  connection: ClientBase,
  url: string,
  known: readonly Migration[],
  onWait: () => void,
): Promise<Migrated> {
  await requireUsableServer(connection, url);
  await requireOwnSession(connection, url);
  await lockMigrations(connection, onWait);
  const access = await prepareSchema(connection, url);
  if (!access.isMigrated) await connection.query(MIGRATIONS_TABLE);
  const { rows } = await connection.query<RecordedMigration>(RECORDED_MIGRATIONS);
  const pending = pendingMigrations(known, rows);
  requireSchemaAccess(access, url, pending.length > 0);
  for (const migration of pending) await apply(connection, migration);
  const note = await indexSearch(connection);
  const closed = await tablesWithoutPrivileges(connection, known);
  if (closed.length > 0) throw lacking(url, `SELECT, INSERT, UPDATE or DELETE on ${closed.join(", ")}`);
  return { applied: pending.map(({ name }) => name), notes: note === null ? [] : [note] };
}

/** Waits for as long as it takes: migrations of large tables may take minutes. @param onWait called when it takes a while. */
async function lockMigrations(connection: ClientBase, onWait: () => void): Promise<void> {
  const timer = setTimeout(onWait, TELL_AFTER_MS);
  try {
    await connection.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
  } finally {
    clearTimeout(timer);
  }
}

async function apply(connection: ClientBase, migration: Migration): Promise<void> {
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
    // An error of the database is reported as such; only an error of the migration itself names the migration.
    if (statementStage(error) !== "database_refused") throw error;
    throw new MigrationFailedError(migration.name, error);
  }
}

function toStartError(error: unknown, url: string): DatabaseStartError {
  return new DatabaseStartError(statementStage(error), nameOf(readPostgresqlAddress(url)), oneLine(error), error);
}
