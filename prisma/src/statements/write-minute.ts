import type { Database } from "../connections/database.ts";

/** What one server process counted for one organization in one minute. */
export interface MinuteCounts {
  readonly organizationId: string;
  readonly syncs: number;
  readonly refused: number;
}

export interface Minute {
  /** The start of the minute. */
  readonly at: Date;
  readonly counts: readonly MinuteCounts[];
  /** Executors seen after this instant count as online. */
  readonly onlineAfter: Date;
  /** Minutes before this one are forgotten. */
  readonly keptFrom: Date;
}

const STATEMENTS = {
  sqlite: {
    counts: `
      INSERT INTO minute_sample (organization_id, at, online, syncs, refused)
      SELECT value ->> 'organizationId', ?, 0, value ->> 'syncs', value ->> 'refused' FROM json_each(?) WHERE true
      ON CONFLICT (organization_id, at) DO UPDATE
      SET syncs = minute_sample.syncs + excluded.syncs, refused = minute_sample.refused + excluded.refused`,
    online: `
      INSERT INTO minute_sample (organization_id, at, online, syncs, refused)
      SELECT organization_id, ?, count(*) FILTER (WHERE last_seen_at > ?), 0, 0 FROM executor GROUP BY organization_id
      ON CONFLICT (organization_id, at) DO UPDATE SET online = excluded.online`,
  },
  postgresql: {
    counts: `
      INSERT INTO minute_sample (organization_id, at, online, syncs, refused)
      SELECT "organizationId", ${instant("$1")}, 0, syncs, refused
      FROM json_to_recordset($2::json) AS batch("organizationId" text, syncs int, refused int) ORDER BY 1
      ON CONFLICT (organization_id, at) DO UPDATE
      SET syncs = minute_sample.syncs + excluded.syncs, refused = minute_sample.refused + excluded.refused`,
    online: `
      INSERT INTO minute_sample (organization_id, at, online, syncs, refused)
      SELECT organization_id, ${instant("$1")}, count(*) FILTER (WHERE last_seen_at > ${instant("$2")}), 0, 0
      FROM executor GROUP BY organization_id ORDER BY 1
      ON CONFLICT (organization_id, at) DO UPDATE SET online = excluded.online`,
  },
} as const;

/**
 * Writes a minute that is over, in one transaction: adds what this process counted to what others did, notes how many
 * executors are online in every organization that has any, and forgets what is too old.
 */
export async function writeMinute(database: Database, { at, counts, onlineAfter, keptFrom }: Minute): Promise<void> {
  const statements = STATEMENTS[database.dialect];
  await database.transact(async (tx) => {
    if (counts.length > 0) await tx.$executeRawUnsafe(statements.counts, at.getTime(), JSON.stringify(counts));
    await tx.$executeRawUnsafe(statements.online, at.getTime(), onlineAfter.getTime());
    await tx.minuteSample.deleteMany({ where: { at: { lt: keptFrom } } });
  });
}

function instant(parameter: string): string {
  return `to_timestamp(${parameter}::bigint / 1000.0)::timestamptz(3) AT TIME ZONE 'UTC'`;
}
