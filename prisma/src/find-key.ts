import type { DatabaseTransaction } from "./database.ts";
import type { Dialect } from "./dialect.ts";
import { Statement } from "./statement.ts";
import { KEY_JOINS, keyColumns, toKey, type KeyRow, type StoredKey } from "./stored-key.ts";

/** One key of an organization; null when it has none of that id. */
export async function findKey(
  client: DatabaseTransaction,
  dialect: Dialect,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<StoredKey | null> {
  const statement = new Statement(dialect);
  const text = `
    SELECT ${keyColumns(dialect)} FROM api_key k ${KEY_JOINS}
    WHERE k.id = ${statement.parameter(id)} AND k.organization_id = ${statement.parameter(organizationId)}`;
  const [row] = await client.$queryRawUnsafe<KeyRow[]>(text, ...statement.parameters);
  return row === undefined ? null : toKey(row);
}
