import type { DatabaseTransaction } from "./database.ts";
import type { Dialect } from "./dialect.ts";
import { Statement } from "./statement.ts";
import { KEY_JOINS, keyColumns, toKey, type KeyRow, type StoredKey } from "./stored-key.ts";

/**
 * One key of an organization; null when it has none of that id.
 * @param isHeld whether nobody else may change it until the transaction ends. On SQLite nobody else may anyway.
 */
export async function findKey(
  client: DatabaseTransaction,
  dialect: Dialect,
  { organizationId, id, isHeld }: { organizationId: string; id: string; isHeld: boolean },
): Promise<StoredKey | null> {
  const statement = new Statement(dialect);
  const text = `
    SELECT ${keyColumns(dialect)} FROM api_key k ${KEY_JOINS}
    WHERE k.id = ${statement.parameter(id)} AND k.organization_id = ${statement.parameter(organizationId)}
    ${isHeld && dialect === "postgresql" ? "FOR NO KEY UPDATE OF k" : ""}`;
  const [row] = await client.$queryRawUnsafe<KeyRow[]>(text, ...statement.parameters);
  return row === undefined ? null : toKey(row);
}
