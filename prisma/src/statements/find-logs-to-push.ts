import type { Database } from "../connections/database.ts";
import { Statement } from "../dialects/statement.ts";

/** Ids of the organizations whose audit log has rows that were not delivered to a destination yet, and may be tried at `now`. */
export async function findLogsToPush(database: Database, destination: string, now: Date): Promise<string[]> {
  const statement = new Statement(database.dialect);
  const text = `
    SELECT h.organization_id AS "organizationId" FROM audit_head h
    LEFT JOIN audit_push_cursor c
      ON c.destination = ${statement.parameter(destination)} AND c.organization_id = h.organization_id
    WHERE h.sequence > COALESCE(c.sequence, 0) AND (c.due_at IS NULL OR c.due_at <= ${statement.instant(now)})`;
  const rows = await database.client.$queryRawUnsafe<{ organizationId: string }[]>(text, ...statement.parameters);
  return rows.map(({ organizationId }) => organizationId);
}
