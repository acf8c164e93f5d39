import { existsSync } from "node:fs";
import { resolve } from "node:path";
import SQLite from "better-sqlite3";
import { DatabaseStartError, nameOf, oneLine } from "./database-start-error.ts";
import { dialectOf, sqliteFile } from "../dialects/dialect.ts";
import { STARTED_ERRORS } from "./errors.ts";
import { readMigrations } from "../migrations/migration-files.ts";
import { pendingMigrations, RECORDED_MIGRATIONS, type RecordedMigration } from "../migrations/pending-migrations.ts";
import { readPostgresqlAddress } from "./postgresql-address.ts";
import { connectAtStart } from "./postgresql-connection.ts";
import { requireOwnSession, requireUsableServer, tablesWithoutPrivileges } from "./postgresql-requirements.ts";
import { lacking, readSchemaAccess, requireSchemaAccess } from "../dialects/postgresql-schema.ts";
import { statementStage } from "./postgresql-stages.ts";
import { nameSqliteStage } from "./sqlite-stages.ts";

/** What a start would find. */
export interface DatabaseReport {
  /** The database or its file, without a password. */
  readonly subject: string;
  /** Names of migrations that a start would apply. */
  readonly pending: readonly string[];
  /** Connections that PostgreSQL takes at most; null for SQLite. */
  readonly maxConnections: number | null;
  /** Whether a search for keys has its index; null for SQLite. */
  readonly hasSearchIndex: boolean | null;
}

/**
 * Looks at a database as a start would, and changes nothing.
 * @throws what `openMigratedDatabase` throws, but for a file that is in use: it may be looked at.
 */
export async function inspectDatabase(url: string): Promise<DatabaseReport> {
  return dialectOf(url) === "postgresql" ? inspectPostgresql(url) : inspectSqlite(resolve(sqliteFile(url)));
}

async function inspectSqlite(file: string): Promise<DatabaseReport> {
  return nameSqliteStage(file, async () => {
    const recorded = existsSync(file) ? readRecorded(file) : [];
    const pending = pendingMigrations(await readMigrations("sqlite"), recorded);
    return { subject: file, pending: pending.map(({ name }) => name), maxConnections: null, hasSearchIndex: null };
  });
}

function readRecorded(file: string): RecordedMigration[] {
  const connection = new SQLite(file, { fileMustExist: true, readonly: true });
  try {
    const [found] = connection.pragma("quick_check(1)") as { quick_check: string }[];
    if (found?.quick_check !== "ok") throw new DatabaseStartError("database_damaged", file, String(found?.quick_check));
    const isNew =
      connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = '_prisma_migrations'").get() === undefined;
    return isNew ? [] : (connection.prepare(RECORDED_MIGRATIONS).all() as RecordedMigration[]);
  } finally {
    connection.close();
  }
}

async function inspectPostgresql(url: string): Promise<DatabaseReport> {
  const subject = nameOf(readPostgresqlAddress(url));
  const connection = await connectAtStart(url, "excalibur check");
  try {
    await requireUsableServer(connection, url);
    await requireOwnSession(connection, url);
    const known = await readMigrations("postgresql");
    const access = await readSchemaAccess(connection, url);
    requireSchemaAccess(access, url, !access.isMigrated);
    const recorded = access.isMigrated ? (await connection.query<RecordedMigration>(RECORDED_MIGRATIONS)).rows : [];
    const pending = pendingMigrations(known, recorded).map(({ name }) => name);
    requireSchemaAccess(access, url, pending.length > 0);
    const { rows } = await connection.query<{ max: number; index: boolean }>(
      `SELECT current_setting('max_connections')::int AS max, to_regclass('api_key_search_idx') IS NOT NULL AS index`,
    );
    const closed = await tablesWithoutPrivileges(connection, known);
    if (closed.length > 0) throw lacking(url, `SELECT, INSERT, UPDATE or DELETE on ${closed.join(", ")}`);
    return { subject, pending, maxConnections: rows[0]?.max ?? null, hasSearchIndex: rows[0]?.index === true };
  } catch (error) {
    if (STARTED_ERRORS.some((kind) => error instanceof kind)) throw error;
    throw new DatabaseStartError(statementStage(error), subject, oneLine(error), error);
  } finally {
    await connection.end().catch(() => undefined);
  }
}
