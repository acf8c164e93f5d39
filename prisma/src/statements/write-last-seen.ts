import type { Database } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { retryConflicts } from "../transactions/retry-conflicts.ts";

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
const SEEN = {
  sqlite: "(SELECT value ->> 'id' AS id, max(value ->> 'at') AS at FROM json_each(?) GROUP BY 1)",
  postgresql: `(
    SELECT id, to_timestamp(max(at) / 1000.0)::timestamptz(3) AT TIME ZONE 'UTC' AS at
    FROM json_to_recordset($1::json) AS batch(id text, at bigint) GROUP BY id)`,
} as const satisfies Record<Dialect, string>;

const MOVE = {
  sqlite: { executors: sqliteMove("executor", "id", "last_seen_at"), keys: sqliteMove("key_last_use", "key_id", "at") },
  postgresql: {
    executors: postgresqlMove("executor", "id", "last_seen_at"),
    keys: postgresqlMove("key_last_use", "key_id", "at"),
  },
} as const;

const FIRST_USES = {
  sqlite: { insert: insertFirstUses("sqlite"), keep: keepFirstUses("sqlite") },
  postgresql: { insert: insertFirstUses("postgresql"), keep: keepFirstUses("postgresql") },
} as const;

/** Rows a statement. SQLite answers within the call: what is one statement is one stretch in which no sync is answered. */
const ROWS_AT_ONCE = { sqlite: 100, postgresql: Infinity } as const satisfies Record<Dialect, number>;

/**
 * Writes when executors were last seen and keys last used: on PostgreSQL one statement per table, whatever the number of
 * rows, and a transaction of two for keys that were never used before. Rows that are gone are passed over, and so are those
 * that already hold a later instant.
 * @returns how many rows changed.
 */
export async function writeLastSeen(
  database: Database,
  { executors, keys }: Sightings,
): Promise<{ executors: number; keys: number }> {
  const { client, dialect } = database;
  const move = (statement: string, batch: string) => retryConflicts(() => client.$executeRawUnsafe(statement, batch));
  const moved = { executors: 0, keys: 0 };
  for (const some of batchesOf(executors, dialect)) {
    moved.executors += await move(MOVE[dialect].executors, textOf(some));
  }
  for (const some of batchesOf(keys, dialect)) {
    const batch = textOf(some);
    const used = await move(MOVE[dialect].keys, batch);
    moved.keys += used === some.length ? used : used + (await writeFirstUses(database, batch));
  }
  return moved;
}

/** Both, or a key that was used would be in neither of the two indexes that lists are made of. */
function writeFirstUses(database: Database, batch: string): Promise<number> {
  const { insert, keep } = FIRST_USES[database.dialect];
  return database.transact(async (tx) => {
    const inserted = await tx.$executeRawUnsafe(insert, batch);
    if (inserted > 0) await tx.$executeRawUnsafe(keep, batch);
    return inserted;
  });
}

function* batchesOf(sightings: readonly Sighting[], dialect: Dialect): Generator<readonly Sighting[]> {
  for (let start = 0; start < sightings.length; start += ROWS_AT_ONCE[dialect]) {
    yield sightings.slice(start, start + ROWS_AT_ONCE[dialect]);
  }
}

function textOf(sightings: readonly Sighting[]): string {
  return JSON.stringify(sightings.map(({ id, at }) => ({ id, at: at.getTime() })));
}

function sqliteMove(table: string, id: string, column: string): string {
  return `
    UPDATE ${table} SET ${column} = seen.at FROM ${SEEN.sqlite} AS seen
    WHERE ${table}.${id} = seen.id AND ${table}.${column} < seen.at`;
}

function postgresqlMove(table: string, id: string, column: string): string {
  return `
    WITH locked AS (
      SELECT ${table}.${id} AS id, seen.at FROM ${table} JOIN ${SEEN.postgresql} AS seen ON seen.id = ${table}.${id}
      WHERE ${table}.${column} < seen.at
      ORDER BY ${table}.${id} FOR NO KEY UPDATE OF ${table}
    )
    UPDATE ${table} SET ${column} = locked.at FROM locked WHERE ${table}.${id} = locked.id`;
}

function insertFirstUses(dialect: Dialect): string {
  return `
    INSERT INTO key_last_use (key_id, organization_id, at)
    SELECT k.id, k.organization_id, seen.at FROM ${SEEN[dialect]} AS seen JOIN api_key k ON k.id = seen.id
    WHERE NOT EXISTS (SELECT 1 FROM key_last_use u WHERE u.key_id = k.id)
    ORDER BY k.id ${dialect === "postgresql" ? "FOR KEY SHARE OF k" : ""}
    ON CONFLICT (key_id) DO UPDATE SET at = excluded.at WHERE key_last_use.at < excluded.at`;
}

function keepFirstUses(dialect: Dialect): string {
  return `
    UPDATE api_key SET first_used_at = seen.at FROM ${SEEN[dialect]} AS seen
    WHERE api_key.id = seen.id AND api_key.first_used_at IS NULL`;
}
