import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import type { Database } from "./database.ts";
import { dialectOf, sqliteFile } from "../dialects/dialect.ts";
import { migrateLockedSqlite } from "../migrations/migrate-database.ts";
import { migratePostgresql } from "../migrations/migrate-postgresql.ts";
import { readMigrations } from "../migrations/migration-files.ts";
import type { OpenDriver } from "./open-driver.ts";
import { openPostgresql } from "./open-postgresql.ts";
import { openSqlite } from "./open-sqlite.ts";
import { createQueryListeners, type QueryListeners } from "./query-listeners.ts";
import { createRunningWork } from "./running-work.ts";
import { lockSqliteFile } from "../locks/sqlite-lock.ts";
import { nameSqliteStage } from "./sqlite-stages.ts";

export interface OpenDatabaseOptions {
  /** `file:/path/to.db` or `postgresql://…`. */
  readonly url: string;
  /** How many connections to PostgreSQL at most, besides `OTHER_CONNECTIONS`; 10 when left out. Not used on SQLite. */
  readonly connections?: number;
  /** Called with a message for the administrator while the database is migrated. */
  readonly onNote?: (note: string) => void;
}

const DEFAULT_CONNECTIONS = 10;
const WRITE_TIMEOUT_MS = 3_000;
/** More than what either database keeps free at hand. */
const THOROUGH_BYTES = 64 * 1024;

/**
 * Opens a database that `migrateDatabase` has brought up to date. Connects to PostgreSQL at first use; on SQLite makes
 * this process the only one to open the file until `close`.
 * @throws DatabaseInUseError when the SQLite file is open already, in another process or in this one.
 */
export function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  return open(options, false);
}

/**
 * Migrates, then opens, under one lock: on SQLite no database is migrated while another process has it open.
 * @throws what `migrateDatabase` and `openDatabase` throw.
 */
export function openMigratedDatabase(options: OpenDatabaseOptions): Promise<Database> {
  return open(options, true);
}

async function open(
  { url, connections = DEFAULT_CONNECTIONS, onNote }: OpenDatabaseOptions,
  migrate: boolean,
): Promise<Database> {
  const listeners = createQueryListeners();
  if (dialectOf(url) === "postgresql") {
    const { notes } = migrate
      ? await migratePostgresql(url, await readMigrations("postgresql"), onNote)
      : { notes: [] };
    for (const note of notes) onNote?.(note);
    return asDatabase("postgresql", openPostgresql(url, connections, listeners.notify), listeners);
  }
  const file = resolve(sqliteFile(url));
  return nameSqliteStage(file, () => openSqliteFile(file, migrate, listeners));
}

async function openSqliteFile(file: string, migrate: boolean, listeners: QueryListeners): Promise<Database> {
  const lock = await lockSqliteFile(file);
  try {
    if (migrate) await migrateLockedSqlite(file);
    return asDatabase("sqlite", openSqlite(file, lock, listeners.notify), listeners);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function asDatabase(dialect: Database["dialect"], driver: OpenDriver, listeners: QueryListeners): Database {
  const transactions = createRunningWork();
  let closed: Promise<void> | undefined;
  return {
    dialect,
    client: driver.client,
    transact: (work, options) => transactions.track(driver.transact(work, options)),
    readRaw: driver.readRaw,
    openReplicaLink: driver.openReplicaLink,
    onQuery: listeners.add,
    tryWrite: ({ isThorough = false } = {}) => writeInTime(driver.writeProbe(isThorough ? largeFiller() : "")),
    checkFiles: driver.checkFiles,
    // Prisma by itself would cut open transactions short.
    close: () => (closed ??= transactions.ended().then(driver.close)),
  };
}

async function writeInTime(write: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    const error = new Error(`The database took no write within ${WRITE_TIMEOUT_MS / 1000} s.`);
    timer = setTimeout(() => reject(Object.assign(error, { code: "ETIMEDOUT" })), WRITE_TIMEOUT_MS);
  });
  return Promise.race([write, tooLate]).finally(() => clearTimeout(timer));
}

/** Random, or it would be compressed. */
function largeFiller(): string {
  return randomBytes(THOROUGH_BYTES / 2).toString("hex");
}
