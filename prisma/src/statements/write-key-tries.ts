import type { Database } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { retryConflicts } from "../transactions/retry-conflicts.ts";
import { batchesOf, instantOf } from "./batches.ts";

/** Tries of one executor with one key from one address that were refused alike. */
export interface KeyTries {
  readonly keyId: string;
  readonly executorName: string;
  readonly address: string;
  readonly reason: string;
  readonly host: string | null;
  readonly version: string;
  /** When the last of them was. */
  readonly at: Date;
  readonly tries: number;
}

/** Refusals that are kept of one key: the latest. */
export const MAX_KEY_TRIES = 100;

const INSERT = {
  sqlite: `
    INSERT INTO key_try (key_id, at, executor_name, address, organization_id, reason, host, version, tries)
    SELECT k.id, value ->> 'at', value ->> 'executorName', value ->> 'address', k.organization_id, value ->> 'reason',
      value ->> 'host', value ->> 'version', value ->> 'tries'
    FROM json_each(?) JOIN api_key k ON k.id = value ->> 'keyId' WHERE true
    ON CONFLICT (key_id, at, executor_name, address) DO UPDATE SET tries = key_try.tries + excluded.tries`,
  postgresql: `
    INSERT INTO key_try (key_id, at, executor_name, address, organization_id, reason, host, version, tries)
    SELECT k.id, ${instantOf("b.at")}, b."executorName", b.address, k.organization_id, b.reason, b.host, b.version, b.tries
    FROM json_to_recordset($1::json) AS b("keyId" text, at bigint, "executorName" text, address text, reason text,
      host text, version text, tries int)
    JOIN api_key k ON k.id = b."keyId" ORDER BY 1, 2, 3, 4
    ON CONFLICT (key_id, at, executor_name, address) DO UPDATE SET tries = key_try.tries + excluded.tries`,
} as const satisfies Record<Dialect, string>;

const KEEP_LATEST = {
  sqlite: keepLatest("SELECT value FROM json_each(?)"),
  postgresql: keepLatest("SELECT json_array_elements_text($1::json)"),
} as const satisfies Record<Dialect, string>;

/** Executors' own hours: a refused key can be presented under any name, and is an executor's only where it is bound to it. */
const BOUND_EXECUTORS = {
  sqlite: `
    SELECT e.id, e.organization_id AS "organizationId", e.name, e.bound_key_id AS "keyId" FROM json_each(?)
    JOIN executor e ON e.bound_key_id = value ->> 'keyId' AND e.name = value ->> 'executorName'`,
  postgresql: `
    SELECT DISTINCT e.id, e.organization_id AS "organizationId", e.name, e.bound_key_id AS "keyId"
    FROM json_to_recordset($1::json) AS b("keyId" text, "executorName" text)
    JOIN executor e ON e.bound_key_id = b."keyId" AND e.name = b."executorName"`,
} as const satisfies Record<Dialect, string>;

interface BoundExecutor {
  id: string;
  organizationId: string;
  name: string;
  keyId: string;
}

/**
 * Writes refusals of keys, and keeps the latest 100 of each key. Keys that are gone are passed over.
 * @returns which of them were made by executors that are bound to the key.
 */
export async function writeKeyTries(
  { client, dialect }: Database,
  tries: readonly KeyTries[],
): Promise<(KeyTries & { executorId: string; organizationId: string })[]> {
  const ofExecutors = [];
  for (const some of batchesOf(tries, dialect)) {
    const batch = JSON.stringify(some.map((each) => ({ ...each, at: each.at.getTime() })));
    const keyIds = JSON.stringify([...new Set(some.map(({ keyId }) => keyId))]);
    await retryConflicts(() => client.$executeRawUnsafe(INSERT[dialect], batch));
    await retryConflicts(() => client.$executeRawUnsafe(KEEP_LATEST[dialect], keyIds));
    const bound = await client.$queryRawUnsafe<BoundExecutor[]>(BOUND_EXECUTORS[dialect], batch);
    for (const each of some) {
      const executor = bound.find(({ name, keyId }) => name === each.executorName && keyId === each.keyId);
      if (executor === undefined) continue;
      ofExecutors.push({ ...each, executorId: executor.id, organizationId: executor.organizationId });
    }
  }
  return ofExecutors;
}

function keepLatest(keyIds: string): string {
  return `
    DELETE FROM key_try WHERE (key_id, at, executor_name, address) IN (
      SELECT key_id, at, executor_name, address FROM (
        SELECT key_id, at, executor_name, address,
          row_number() OVER (PARTITION BY key_id ORDER BY at DESC, executor_name, address) AS place
        FROM key_try WHERE key_id IN (${keyIds})) AS placed
      WHERE place > ${MAX_KEY_TRIES})`;
}
