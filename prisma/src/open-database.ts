import { resolve } from "node:path";
import type { Database } from "./database.ts";
import { dialectOf, sqliteFile } from "./dialect.ts";
import { migrateDatabase } from "./migrate-database.ts";
import type { OpenDriver } from "./open-driver.ts";
import { openPostgresql } from "./open-postgresql.ts";
import { openSqlite } from "./open-sqlite.ts";
import { createQueryListeners, type QueryListeners } from "./query-listeners.ts";
import { lockSqliteFile } from "./sqlite-lock.ts";

export interface OpenDatabaseOptions {
  /** `file:/path/to.db` or `postgresql://…`. */
  readonly url: string;
  /** How many connections to PostgreSQL at most; 10 when left out. SQLite takes no notice. */
  readonly connections?: number;
}

const DEFAULT_CONNECTIONS = 10;
const REACHABLE_TIMEOUT_MS = 2_000;
const PING = { name: "excalibur_ping", sql: { sqlite: "SELECT count(*) FROM sqlite_schema", postgresql: "SELECT 1" } };

/**
 * Opens a database that `migrateDatabase` has brought up to date. Connects to PostgreSQL at first use; on SQLite makes
 * this process the only one to open the file until `close`.
 * @throws DatabaseInUseError when another process has the SQLite file open.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const listeners = createQueryListeners();
  if (dialectOf(options.url) === "postgresql") {
    const connections = options.connections ?? DEFAULT_CONNECTIONS;
    return asDatabase("postgresql", openPostgresql(options.url, connections, listeners.notify), listeners);
  }
  const file = resolve(sqliteFile(options.url));
  return asDatabase("sqlite", openSqlite(file, lockSqliteFile(file), listeners.notify), listeners);
}

/** Migrates, then opens. @throws what `migrateDatabase` and `openDatabase` throw. */
export async function openMigratedDatabase(options: OpenDatabaseOptions): Promise<Database> {
  await migrateDatabase(options);
  return openDatabase(options);
}

function asDatabase(dialect: Database["dialect"], driver: OpenDriver, listeners: QueryListeners): Database {
  let closed: Promise<void> | undefined;
  return {
    dialect,
    client: driver.client,
    transact: driver.transact,
    readRaw: driver.readRaw,
    onQuery: listeners.add,
    isReachable: () => answers(driver),
    close: () => (closed ??= driver.close()),
  };
}

async function answers(driver: OpenDriver): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((done) => {
    timer = setTimeout(() => done(false), REACHABLE_TIMEOUT_MS);
  });
  const ping = driver.readRaw(PING, []).then(
    () => true,
    () => false,
  );
  return Promise.race([ping, tooLate]).finally(() => clearTimeout(timer));
}
