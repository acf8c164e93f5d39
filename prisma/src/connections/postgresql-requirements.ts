import { randomUUID } from "node:crypto";
import type { ClientBase } from "pg";
import { DatabaseStartError, nameOf } from "./database-start-error.ts";
import type { Migration } from "../migrations/migration-files.ts";
import { readPostgresqlAddress } from "./postgresql-address.ts";
import { connectAtStart } from "./postgresql-connection.ts";

/** The oldest that PostgreSQL's own project maintains, and that tests run on. */
const OLDEST_VERSION = 15;
const PROBE_CHANNEL = "excalibur_probe";
/** Milliseconds. Long for a notification, which takes one or two, and short for who waits for a start. */
const PROBE_PATIENCE_MS = 3_000;

/** @throws DatabaseStartError when PostgreSQL is too old, or takes no writes. */
export async function requireUsableServer(connection: ClientBase, url: string): Promise<void> {
  const { rows } = await connection.query<{ version: string; number: number; standby: boolean; read_only: boolean }>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
            pg_is_in_recovery() AS standby, current_setting('transaction_read_only')::bool AS read_only`,
  );
  const [server] = rows;
  if (server === undefined) throw new Error("PostgreSQL did not return its version.");
  const subject = nameOf(readPostgresqlAddress(url));
  if (isTooOld(server.number)) {
    const detail = `it is ${server.version}, and ${OLDEST_VERSION} is the oldest that is supported`;
    throw new DatabaseStartError("database_version", subject, detail);
  }
  if (server.standby) throw new DatabaseStartError("database_read_only", subject, "it is a standby");
  if (server.read_only) {
    throw new DatabaseStartError("database_read_only", subject, "default_transaction_read_only is on");
  }
}

/** @param versionNumber as `server_version_num` has it: 150004 is 15.4. */
export function isTooOld(versionNumber: number): boolean {
  return versionNumber < OLDEST_VERSION * 10_000;
}

/**
 * Has a second connection notify this one. Behind a pooler in transaction mode nothing arrives: LISTEN ran on a
 * connection that another client uses by then.
 * @throws DatabaseStartError
 */
export async function requireOwnSession(connection: ClientBase, url: string): Promise<void> {
  const payload = randomUUID();
  let timer: NodeJS.Timeout | undefined;
  const received = new Promise<boolean>((resolve) => {
    connection.on("notification", (message) => message.payload === payload && resolve(true));
    timer = setTimeout(() => resolve(false), PROBE_PATIENCE_MS);
  });
  try {
    await connection.query(`LISTEN ${PROBE_CHANNEL}`);
    const other = await connectAtStart(url, "excalibur probe");
    await other.query("SELECT pg_notify($1, $2)", [PROBE_CHANNEL, payload]).finally(() => other.end());
    if (!(await received)) {
      const subject = nameOf(readPostgresqlAddress(url));
      throw new DatabaseStartError("database_pooler", subject, "a notification to ourselves did not arrive");
    }
    await connection.query(`UNLISTEN ${PROBE_CHANNEL}`);
  } finally {
    clearTimeout(timer);
    connection.removeAllListeners("notification");
  }
}

/** Tables that this role may not read and write, of those that migrations make. */
export async function tablesWithoutPrivileges(connection: ClientBase, known: readonly Migration[]): Promise<string[]> {
  const tables = known.flatMap(({ sql }) => [...sql.matchAll(/^CREATE TABLE "(\w+)"/gm)].map((match) => match[1]));
  const privileges = ["SELECT", "INSERT", "UPDATE", "DELETE"];
  const { rows } = await connection.query<{ name: string }>(
    `SELECT DISTINCT name FROM unnest($1::text[]) AS name, unnest($2::text[]) AS privilege
     WHERE to_regclass(quote_ident(name)) IS NOT NULL AND NOT has_table_privilege(quote_ident(name), privilege)
     ORDER BY name`,
    [tables, privileges],
  );
  return rows.map(({ name }) => name);
}
