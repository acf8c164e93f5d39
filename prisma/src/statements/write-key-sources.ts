import type { Database } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { retryConflicts } from "../transactions/retry-conflicts.ts";
import { batchesOf, instantOf } from "./batches.ts";

/** How often an executor used a key from an address, since that was written last. */
export interface KeyUses {
  readonly keyId: string;
  readonly executorName: string;
  readonly address: string;
  readonly network: string;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly uses: number;
}

/** Sources that are kept of one key: those that were used latest. */
export const MAX_KEY_SOURCES = 1_000;

// Rows are locked in the order of their primary keys. When a row is there already, its first use stays.
const INSERT = {
  sqlite: `
    INSERT INTO key_source (key_id, executor_name, address, organization_id, network, first_at, last_at, uses)
    SELECT k.id, value ->> 'executorName', value ->> 'address', k.organization_id, value ->> 'network',
      value ->> 'firstAt', value ->> 'lastAt', value ->> 'uses'
    FROM json_each(?) JOIN api_key k ON k.id = value ->> 'keyId' WHERE true
    ON CONFLICT (key_id, executor_name, address) DO UPDATE
    SET last_at = max(key_source.last_at, excluded.last_at), uses = key_source.uses + excluded.uses`,
  postgresql: `
    INSERT INTO key_source (key_id, executor_name, address, organization_id, network, first_at, last_at, uses)
    SELECT k.id, b."executorName", b.address, k.organization_id, b.network, ${instantOf('b."firstAt"')}, ${instantOf('b."lastAt"')}, b.uses
    FROM json_to_recordset($1::json) AS b("keyId" text, "executorName" text, address text, network text,
      "firstAt" bigint, "lastAt" bigint, uses int)
    JOIN api_key k ON k.id = b."keyId" ORDER BY k.id, b."executorName", b.address
    ON CONFLICT (key_id, executor_name, address) DO UPDATE
    SET last_at = greatest(key_source.last_at, excluded.last_at), uses = key_source.uses + excluded.uses`,
} as const satisfies Record<Dialect, string>;

const KEEP_LATEST = {
  sqlite: keepLatest("SELECT value FROM json_each(?)"),
  postgresql: keepLatest("SELECT json_array_elements_text($1::json)"),
} as const satisfies Record<Dialect, string>;

/**
 * Adds uses to what is stored of their keys, executors and addresses: on PostgreSQL by one statement for any number of them.
 * Keys that are gone are passed over.
 * @param mayBeNew whether some of them may not be stored yet: then what exceeds `MAX_KEY_SOURCES` of their keys is deleted.
 */
export async function writeKeySources(
  { client, dialect }: Database,
  uses: readonly KeyUses[],
  { mayBeNew }: { mayBeNew: boolean },
): Promise<void> {
  for (const some of batchesOf(uses, dialect)) {
    const batch = some.map((use) => ({ ...use, firstAt: use.firstAt.getTime(), lastAt: use.lastAt.getTime() }));
    await retryConflicts(() => client.$executeRawUnsafe(INSERT[dialect], JSON.stringify(batch)));
  }
  if (!mayBeNew) return;
  const keyIds = [...new Set(uses.map(({ keyId }) => keyId))];
  for (const some of batchesOf(keyIds, dialect)) {
    await retryConflicts(() => client.$executeRawUnsafe(KEEP_LATEST[dialect], JSON.stringify(some)));
  }
}

function keepLatest(keyIds: string): string {
  return `
    DELETE FROM key_source WHERE (key_id, executor_name, address) IN (
      SELECT key_id, executor_name, address FROM (
        SELECT key_id, executor_name, address,
          row_number() OVER (PARTITION BY key_id ORDER BY last_at DESC, executor_name, address) AS place
        FROM key_source WHERE key_id IN (${keyIds})) AS placed
      WHERE place > ${MAX_KEY_SOURCES})`;
}
