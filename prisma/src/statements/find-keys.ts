import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { Statement } from "../dialects/statement.ts";
import type { RawRow } from "../mappers/row-schema.ts";
import { KEY_JOINS, KEY_ROW, toKey, type StoredKey } from "../mappers/stored-key.ts";

/**
 * Keys of an organization in the order of their ids. Those that are locked stay so until the transaction ends: transactions
 * that lock the same ones wait for each other and do not deadlock. Those that are not there are absent.
 */
export async function findKeys(
  client: DatabaseTransaction,
  dialect: Dialect,
  { organizationId, ids, lock }: { organizationId: string; ids: readonly string[]; lock: "none" | "update" },
): Promise<StoredKey[]> {
  if (ids.length === 0) return [];
  const statement = new Statement(dialect);
  const text = `
    SELECT ${KEY_ROW.select(dialect)} FROM api_key k ${KEY_JOINS}
    WHERE k.organization_id = ${statement.parameter(organizationId)}
      AND ${statement.isOneOf("k.id", ids)}
    ORDER BY k.id ${lock === "update" && dialect === "postgresql" ? "FOR UPDATE OF k" : ""}`;
  const rows = await client.$queryRawUnsafe<RawRow[]>(text, ...statement.parameters);
  return rows.map((row) => toKey(KEY_ROW.read(row)));
}
