import type { Database } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { retryConflicts } from "../transactions/retry-conflicts.ts";
import { batchesOf, instantOf } from "./batches.ts";

/** What was counted of a key or an executor in one hour. */
export interface HourCounts {
  readonly organizationId: string;
  readonly subjectId: string;
  /** The start of the hour. */
  readonly at: Date;
  readonly syncs: number;
  readonly refused: number;
}

const ADD = {
  sqlite: `
    INSERT INTO hour_count (subject_id, at, organization_id, syncs, refused)
    SELECT value ->> 'subjectId', value ->> 'at', value ->> 'organizationId', value ->> 'syncs', value ->> 'refused'
    FROM json_each(?) WHERE true
    ON CONFLICT (subject_id, at) DO UPDATE
    SET syncs = hour_count.syncs + excluded.syncs, refused = hour_count.refused + excluded.refused`,
  postgresql: `
    INSERT INTO hour_count (subject_id, at, organization_id, syncs, refused)
    SELECT b."subjectId", ${instantOf("b.at")}, b."organizationId", b.syncs, b.refused
    FROM json_to_recordset($1::json) AS b("subjectId" text, at bigint, "organizationId" text, syncs int, refused int)
    ORDER BY 1, 2
    ON CONFLICT (subject_id, at) DO UPDATE
    SET syncs = hour_count.syncs + excluded.syncs, refused = hour_count.refused + excluded.refused`,
} as const satisfies Record<Dialect, string>;

/** Adds what this process counted to what others did. @param hours one of each subject and hour. */
export async function writeHours({ client, dialect }: Database, hours: readonly HourCounts[]): Promise<void> {
  for (const some of batchesOf(hours, dialect)) {
    const batch = JSON.stringify(some.map((hour) => ({ ...hour, at: hour.at.getTime() })));
    await retryConflicts(() => client.$executeRawUnsafe(ADD[dialect], batch));
  }
}
