import type { Database } from "../connections/database.ts";
import { retryConflicts } from "../transactions/retry-conflicts.ts";

/** That a key was refused at an instant. */
export interface StoredKeyRefusal {
  readonly keyId: string;
  readonly at: Date;
  readonly reason: string;
  /** What the executor called itself. */
  readonly executorName: string;
}

// As in `writeLastSeen`: a later refusal is never overwritten by an earlier one, rows are locked in the order of their ids.
const STATEMENTS = {
  sqlite: `
    INSERT INTO key_refusal (key_id, organization_id, at, reason, executor_name)
    SELECT k.id, k.organization_id, value ->> 'at', value ->> 'reason', value ->> 'executorName'
    FROM json_each(?) JOIN api_key k ON k.id = value ->> 'keyId' WHERE true
    ON CONFLICT (key_id) DO UPDATE
    SET at = excluded.at, reason = excluded.reason, executor_name = excluded.executor_name WHERE key_refusal.at < excluded.at`,
  postgresql: `
    INSERT INTO key_refusal (key_id, organization_id, at, reason, executor_name)
    SELECT k.id, k.organization_id, to_timestamp(batch.at / 1000.0)::timestamptz(3) AT TIME ZONE 'UTC', batch.reason, batch."executorName"
    FROM json_to_recordset($1::json) AS batch("keyId" text, at bigint, reason text, "executorName" text)
    JOIN api_key k ON k.id = batch."keyId" ORDER BY k.id
    ON CONFLICT (key_id) DO UPDATE
    SET at = excluded.at, reason = excluded.reason, executor_name = excluded.executor_name WHERE key_refusal.at < excluded.at`,
} as const;

/**
 * Writes when keys were last refused, at most one refusal a key, in one statement for any number. Deleted keys
 * are skipped.
 * @returns how many rows changed.
 */
export async function writeKeyRefusals(database: Database, refusals: readonly StoredKeyRefusal[]): Promise<number> {
  if (refusals.length === 0) return 0;
  const batch = JSON.stringify(
    refusals.map(({ keyId, at, reason, executorName }) => ({ keyId, at: at.getTime(), reason, executorName })),
  );
  return retryConflicts(() => database.client.$executeRawUnsafe(STATEMENTS[database.dialect], batch));
}
