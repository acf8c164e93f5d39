import type { Database } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { retryConflicts } from "../transactions/retry-conflicts.ts";
import { batchesOf } from "./batches.ts";

/** That something was seen at an instant. */
export interface Sighting {
  readonly id: string;
  readonly at: Date;
}

/** That a process was seen under an executor's name. */
export interface ExecutorSighting extends Sighting {
  readonly instanceId: string | null;
}

/** An executor whose row names another instance than the one that was seen: it speaks at another server. */
export interface OtherInstance {
  readonly executorId: string;
  readonly instanceId: string | null;
}

export interface Sightings {
  readonly executors: readonly ExecutorSighting[];
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

const MOVE_SQLITE_EXECUTORS = sqliteMove("executor", "id", "last_seen_at");
const MOVE_KEYS = {
  sqlite: sqliteMove("key_last_use", "key_id", "at"),
  postgresql: `
    WITH locked AS (
      SELECT key_last_use.key_id AS id, seen.at FROM key_last_use
      JOIN ${SEEN.postgresql} AS seen ON seen.id = key_last_use.key_id
      WHERE key_last_use.at < seen.at
      ORDER BY key_last_use.key_id FOR NO KEY UPDATE OF key_last_use
    )
    UPDATE key_last_use SET at = locked.at FROM locked WHERE key_last_use.key_id = locked.id`,
} as const satisfies Record<Dialect, string>;

const MOVE_POSTGRESQL_EXECUTORS = `
  WITH seen AS (
    SELECT DISTINCT ON (id) id, instance, to_timestamp(at / 1000.0)::timestamptz(3) AT TIME ZONE 'UTC' AS at
    FROM json_to_recordset($1::json) AS batch(id text, at bigint, instance text) ORDER BY id, batch.at DESC
  ), locked AS (
    SELECT executor.id, seen.at, seen.instance FROM executor JOIN seen ON seen.id = executor.id
    WHERE executor.last_seen_at < seen.at
    ORDER BY executor.id FOR NO KEY UPDATE OF executor
  ), moved AS (
    UPDATE executor SET last_seen_at = locked.at FROM locked WHERE executor.id = locked.id
    RETURNING executor.id, executor.instance_id, executor.instance_id IS DISTINCT FROM locked.instance AS is_other
  )
  SELECT count(*)::int AS moved,
    coalesce(json_agg(json_build_array(id, instance_id)) FILTER (WHERE is_other), '[]')::text AS others FROM moved`;

const FIRST_USES = {
  sqlite: { insert: insertFirstUses("sqlite"), keep: keepFirstUses("sqlite") },
  postgresql: { insert: insertFirstUses("postgresql"), keep: keepFirstUses("postgresql") },
} as const;

/**
 * Writes when executors were last seen and keys last used: on PostgreSQL one statement per table for any number of
 * rows, and a transaction of two for keys that were never used before. Deleted rows are skipped, and so are rows
 * that already hold a later instant.
 * @returns how many rows changed; and on PostgreSQL, where several servers write, whose instance is another one.
 */
export async function writeLastSeen(
  database: Database,
  { executors, keys }: Sightings,
): Promise<{ executors: number; keys: number; otherInstances: readonly OtherInstance[] }> {
  const { dialect } = database;
  const ofExecutors =
    dialect === "postgresql"
      ? await moveExecutors(database, executors)
      : { executors: await moveInBatches(database, MOVE_SQLITE_EXECUTORS, executors), otherInstances: [] };
  let moved = 0;
  for (const some of batchesOf(keys, dialect)) {
    const batch = textOf(some);
    const used = await move(database, MOVE_KEYS[dialect], batch);
    moved += used === some.length ? used : used + (await writeFirstUses(database, batch));
  }
  return { ...ofExecutors, keys: moved };
}

function move({ client }: Database, statement: string, batch: string): Promise<number> {
  return retryConflicts(() => client.$executeRawUnsafe(statement, batch));
}

async function moveInBatches(database: Database, statement: string, sightings: readonly Sighting[]): Promise<number> {
  let moved = 0;
  for (const some of batchesOf(sightings, database.dialect)) moved += await move(database, statement, textOf(some));
  return moved;
}

async function moveExecutors(
  { client }: Database,
  sightings: readonly ExecutorSighting[],
): Promise<{ executors: number; otherInstances: readonly OtherInstance[] }> {
  if (sightings.length === 0) return { executors: 0, otherInstances: [] };
  const batch = JSON.stringify(
    sightings.map(({ id, at, instanceId }) => ({ id, at: at.getTime(), instance: instanceId })),
  );
  const [row] = await retryConflicts(() =>
    client.$queryRawUnsafe<{ moved: number; others: string }[]>(MOVE_POSTGRESQL_EXECUTORS, batch),
  );
  const others = JSON.parse(row?.others ?? "[]") as [executorId: string, instanceId: string | null][];
  const otherInstances = others.map(([executorId, instanceId]) => ({ executorId, instanceId }));
  return { executors: row?.moved ?? 0, otherInstances };
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

function textOf(sightings: readonly Sighting[]): string {
  return JSON.stringify(sightings.map(({ id, at }) => ({ id, at: at.getTime() })));
}

function sqliteMove(table: string, id: string, column: string): string {
  return `
    UPDATE ${table} SET ${column} = seen.at FROM ${SEEN.sqlite} AS seen
    WHERE ${table}.${id} = seen.id AND ${table}.${column} < seen.at`;
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
