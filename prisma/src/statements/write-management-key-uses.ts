import type { Database } from "../connections/database.ts";
import { retryConflicts } from "../transactions/retry-conflicts.ts";

/** That a management key was used at an instant, and from which address. */
export interface ManagementKeyUse {
  readonly id: string;
  readonly at: Date;
  readonly from: string;
}

// As in `writeLastSeen`: a later use is never overwritten by an earlier one, rows are locked in the order of their ids.
const STATEMENTS = {
  sqlite: `
    UPDATE management_key SET last_used_at = used.at, last_used_from = used.address
    FROM (SELECT value ->> 'id' AS id, value ->> 'at' AS at, value ->> 'from' AS address FROM json_each(?)) AS used
    WHERE management_key.id = used.id AND (last_used_at IS NULL OR last_used_at < used.at)`,
  postgresql: `
    WITH locked AS (
      SELECT k.id, to_timestamp(used.at / 1000.0)::timestamptz(3) AT TIME ZONE 'UTC' AS at, used."from" AS address
      FROM management_key k JOIN json_to_recordset($1::json) AS used(id text, at bigint, "from" text) ON used.id = k.id
      ORDER BY k.id FOR NO KEY UPDATE OF k
    )
    UPDATE management_key SET last_used_at = locked.at, last_used_from = locked.address FROM locked
    WHERE management_key.id = locked.id AND (last_used_at IS NULL OR last_used_at < locked.at)`,
} as const;

/** Writes when management keys were last used, at most one use a key, by one statement. @returns how many rows changed. */
export async function writeManagementKeyUses(database: Database, uses: readonly ManagementKeyUse[]): Promise<number> {
  if (uses.length === 0) return 0;
  const batch = JSON.stringify(uses.map(({ id, at, from }) => ({ id, at: at.getTime(), from })));
  return retryConflicts(() => database.client.$executeRawUnsafe(STATEMENTS[database.dialect], batch));
}
