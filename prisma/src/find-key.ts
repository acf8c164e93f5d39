import type { DatabaseTransaction } from "./database.ts";
import type { Dialect } from "./dialect.ts";
import { toUsage, noUsage, USAGE_COLUMNS, usageOfKeys, type KeyUsage, type UsageRow } from "./read-key-usage.ts";
import { Statement } from "./statement.ts";
import { KEY_JOINS, keyColumns, toKey, type KeyRow, type StoredKey } from "./stored-key.ts";

interface KeyQuery {
  readonly organizationId: string;
  readonly id: string;
  /** Executors told of at most. */
  readonly shown: number;
  /** Whether to lock the key until the transaction ends. On SQLite there is one transaction at a time anyway. */
  readonly forUpdate: boolean;
}

/** One key of an organization and who uses it, in one statement; null when it has none of that id. */
export async function findKey(
  client: DatabaseTransaction,
  dialect: Dialect,
  { organizationId, id, shown, forUpdate }: KeyQuery,
): Promise<{ key: StoredKey; usage: KeyUsage } | null> {
  const statement = new Statement(dialect);
  const usage = usageOfKeys(statement, { organizationId, keyIds: [id], shown });
  const text = `
    SELECT ${keyColumns(dialect)}, ${USAGE_COLUMNS}
    FROM api_key k ${KEY_JOINS} LEFT JOIN (${usage}) AS used ON used.user_of = k.id
    WHERE k.id = ${statement.parameter(id)} AND k.organization_id = ${statement.parameter(organizationId)}
    ORDER BY place ${forUpdate && dialect === "postgresql" ? "FOR NO KEY UPDATE OF k" : ""}`;
  const rows = await client.$queryRawUnsafe<(KeyRow & (UsageRow | { user_of: null }))[]>(text, ...statement.parameters);
  const [row] = rows;
  if (row === undefined) return null;
  return { key: toKey(row), usage: row.user_of === null ? noUsage() : toUsage(rows as readonly UsageRow[]) };
}
