import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { Statement } from "../dialects/statement.ts";
import { instant, instantOrNull, RowSchema, text, type RawRow, type RowOf } from "../mappers/row-schema.ts";

const SUCCESSOR_ROW = new RowSchema({
  id: text("k.id"),
  name: text("k.name"),
  replacesKeyId: text("k.replaces_key_id"),
  pendingFor: text("k.pending_for"),
  createdAt: instant("k.created_at"),
  expiresAt: instantOrNull("k.expires_at"),
});

export type StoredSuccessor = RowOf<typeof SUCCESSOR_ROW>;

/** The successors of some keys that renewals have made and no executor has used, locked until the transaction ends. */
export async function findPendingSuccessors(
  client: DatabaseTransaction,
  dialect: Dialect,
  { organizationId, keyIds }: { readonly organizationId: string; readonly keyIds: readonly string[] },
): Promise<StoredSuccessor[]> {
  if (keyIds.length === 0) return [];
  const statement = new Statement(dialect);
  const sql = `
    SELECT ${SUCCESSOR_ROW.select(dialect)} FROM api_key k
    WHERE k.organization_id = ${statement.parameter(organizationId)} AND k.pending_for IS NOT NULL
      AND ${statement.isOneOf("k.replaces_key_id", keyIds)}
    ORDER BY k.id ${dialect === "postgresql" ? "FOR UPDATE OF k" : ""}`;
  const rows = await client.$queryRawUnsafe<RawRow[]>(sql, ...statement.parameters);
  return rows.map((row) => SUCCESSOR_ROW.read(row));
}
