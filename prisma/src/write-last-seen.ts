import type { Database } from "./database.ts";
import { retryConflicts } from "./retry-conflicts.ts";

/** That something was seen at an instant. */
export interface Sighting {
  readonly id: string;
  readonly at: Date;
}

export interface Sightings {
  readonly executors: readonly Sighting[];
  readonly keys: readonly Sighting[];
}

// An instant never moves backwards: two replicas may write about the same row in either order. Of several sightings of
// one row in a batch the latest counts. PostgreSQL locks the rows in the order of their ids, so that two batches that
// share rows wait for each other instead of meeting in a deadlock.
const STATEMENTS = {
  sqlite: {
    executors: sqliteUpdate("executor", "last_seen_at"),
    keys: sqliteUpdate("api_key", "last_used_at", "first_used_at"),
  },
  postgresql: {
    executors: postgresqlUpdate("executor", "last_seen_at"),
    keys: postgresqlUpdate("api_key", "last_used_at", "first_used_at"),
  },
} as const;

/**
 * Writes when executors were last seen and keys last used: one statement per table, whatever the number of rows.
 * Rows that are gone are passed over, and so are those that already hold a later instant.
 * @returns how many rows changed.
 */
export async function writeLastSeen(
  database: Database,
  sightings: Sightings,
): Promise<{ executors: number; keys: number }> {
  const statements = STATEMENTS[database.dialect];
  return {
    executors: await update(database, statements.executors, sightings.executors),
    keys: await update(database, statements.keys, sightings.keys),
  };
}

async function update(database: Database, statement: string, sightings: readonly Sighting[]): Promise<number> {
  if (sightings.length === 0) return 0;
  const batch = JSON.stringify(sightings.map(({ id, at }) => ({ id, at: at.getTime() })));
  return retryConflicts(() => database.client.$executeRawUnsafe(statement, batch));
}

function sqliteUpdate(table: string, column: string, setOnce?: string): string {
  return `
    UPDATE ${table} SET ${column} = seen.at${alsoOnce(setOnce, "seen.at")}
    FROM (SELECT value ->> 'id' AS id, max(value ->> 'at') AS at FROM json_each(?) GROUP BY 1) AS seen
    WHERE ${table}.id = seen.id AND (${table}.${column} IS NULL OR ${table}.${column} < seen.at)`;
}

function postgresqlUpdate(table: string, column: string, setOnce?: string): string {
  return `
    WITH seen AS (
      SELECT id, to_timestamp(max(at) / 1000.0)::timestamptz(3) AT TIME ZONE 'UTC' AS at
      FROM json_to_recordset($1::json) AS batch(id text, at bigint) GROUP BY id
    ), locked AS (
      SELECT ${table}.id, seen.at FROM ${table} JOIN seen ON seen.id = ${table}.id
      WHERE ${table}.${column} IS NULL OR ${table}.${column} < seen.at
      ORDER BY ${table}.id FOR NO KEY UPDATE OF ${table}
    )
    UPDATE ${table} SET ${column} = locked.at${alsoOnce(setOnce, "locked.at")} FROM locked WHERE ${table}.id = locked.id`;
}

/** A column that keeps the first of its values. Set to what it is, it is no change: PostgreSQL touches no index for it. */
function alsoOnce(column: string | undefined, value: string): string {
  return column === undefined ? "" : `, ${column} = coalesce(${column}, ${value})`;
}
