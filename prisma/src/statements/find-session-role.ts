import type { Database, RawRead } from "../connections/database.ts";
import { RowSchema, text } from "../mappers/row-schema.ts";

const ROLE_ROW = new RowSchema({ role: text("m.role") });

const FIND_ROLE = {
  name: "excalibur_find_session_role",
  sql: {
    sqlite: `
      SELECT ${ROLE_ROW.select("sqlite")} FROM session s JOIN member m ON m.user_id = s.user_id
      WHERE s.id = ? AND m.organization_id = ? AND s.expires_at > ?`,
    postgresql: `
      SELECT ${ROLE_ROW.select("postgresql")} FROM session s JOIN member m ON m.user_id = s.user_id
      WHERE s.id = $1 AND m.organization_id = $2 AND s.expires_at > to_timestamp($3::float8 / 1000) AT TIME ZONE 'UTC'`,
  },
  isPaged: true,
} as const satisfies RawRead;

/** The role that a session's user has in an organization now; null when the session or the membership has ended. */
export async function findSessionRole(
  database: Database,
  { sessionId, organizationId, now }: { sessionId: string; organizationId: string; now: Date },
): Promise<string | null> {
  const [row] = await database.readRaw(FIND_ROLE, [sessionId, organizationId, now.getTime()]);
  return row === undefined ? null : ROLE_ROW.read(row).role;
}
