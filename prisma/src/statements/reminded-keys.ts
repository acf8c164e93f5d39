import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { Statement } from "../dialects/statement.ts";
import { instant, integer, RowSchema, text, type RawRow, type RowOf } from "../mappers/row-schema.ts";

/** Keys of one organization whose end lies in a stretch of time, and that were used lately. */
export interface EndingKeysQuery {
  readonly organizationId: string;
  readonly endsAfter: Date;
  readonly endsUntil: Date;
  readonly usedSince: Date;
  /** Not those of which this was told. */
  readonly threshold: number;
  readonly afterId: string;
  readonly limit: number;
}

const ENDING_ROW = new RowSchema({
  id: text("k.id"),
  createdAt: instant("k.created_at"),
  expiresAt: instant("k.expires_at"),
  lastUsedAt: instant("u.at"),
  executors: integer("(SELECT count(*) FROM executor e WHERE e.bound_key_id = k.id)"),
  blocked: integer("(SELECT count(*) FROM executor e WHERE e.bound_key_id = k.id AND e.cannot_renew IS NOT NULL)"),
});

/** Keys whose end may have to be told, in the order of their ids, with what decides it. They are not locked. */
export async function readEndingKeys(
  client: DatabaseTransaction,
  dialect: Dialect,
  query: EndingKeysQuery,
): Promise<RowOf<typeof ENDING_ROW>[]> {
  const statement = new Statement(dialect);
  const sql = `
    SELECT ${ENDING_ROW.select(dialect)} FROM api_key k JOIN key_last_use u ON u.key_id = k.id
    WHERE k.organization_id = ${statement.parameter(query.organizationId)} AND k.revoked_at IS NULL
      AND k.expires_at > ${statement.instant(query.endsAfter)} AND k.expires_at <= ${statement.instant(query.endsUntil)}
      AND u.at >= ${statement.instant(query.usedSince)} AND k.id > ${statement.parameter(query.afterId)}
      AND NOT EXISTS (SELECT 1 FROM key_reminder r WHERE r.key_id = k.id AND r.threshold = ${statement.integer(query.threshold)})
    ORDER BY k.id LIMIT ${statement.integer(query.limit)}`;
  const rows = await client.$queryRawUnsafe<RawRow[]>(sql, ...statement.parameters);
  return rows.map((row) => ENDING_ROW.read(row));
}

/** Keys of an organization that ended before an instant, were refused after another one, and of which this was not told. */
export async function readPresentedKeys(
  client: DatabaseTransaction,
  dialect: Dialect,
  query: { organizationId: string; endedUntil: Date; refusedSince: Date; threshold: number; limit: number },
): Promise<string[]> {
  const statement = new Statement(dialect);
  const sql = `
    SELECT k.id FROM key_refusal f JOIN api_key k ON k.id = f.key_id
    WHERE f.organization_id = ${statement.parameter(query.organizationId)} AND f.at >= ${statement.instant(query.refusedSince)}
      AND (k.revoked_at <= ${statement.instant(query.endedUntil)} OR k.expires_at <= ${statement.instant(query.endedUntil)})
      AND NOT EXISTS (SELECT 1 FROM key_reminder r WHERE r.key_id = k.id AND r.threshold = ${statement.integer(query.threshold)})
    ORDER BY k.id LIMIT ${statement.integer(query.limit)}`;
  const rows = await client.$queryRawUnsafe<{ id: string }[]>(sql, ...statement.parameters);
  return rows.map(({ id }) => id);
}
