import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { noUsage, toUsage, USAGE_ROW, usageOfKeys, type KeyUsage } from "./read-key-usage.ts";
import type { RawRow } from "../mappers/row-schema.ts";
import { Statement } from "../dialects/statement.ts";
import { KEY_JOINS, KEY_ROW, toKey, type StoredKey } from "../mappers/stored-key.ts";

interface KeyQuery {
  readonly organizationId: string;
  readonly id: string;
  /** Executors named at most. */
  readonly shown: number;
  /**
   * How to lock the key until the transaction ends. `update`: as strongly as any change of it does, since to name its successor
   * changes a unique column. `share`: against changes alone. On SQLite there is one transaction at a time anyway.
   */
  readonly lock: "none" | "share" | "update";
}

const LOCKS = { none: "", share: "FOR SHARE OF k", update: "FOR UPDATE OF k" } as const;

/** One key of an organization and who uses it, in one statement; null when it has none of that id. */
export async function findKey(
  client: DatabaseTransaction,
  dialect: Dialect,
  { organizationId, id, shown, lock }: KeyQuery,
): Promise<{ key: StoredKey; usage: KeyUsage } | null> {
  const statement = new Statement(dialect);
  const usage = usageOfKeys(statement, { organizationId, keyIds: [id], shown });
  const text = `
    SELECT ${KEY_ROW.select(dialect)}, ${USAGE_ROW.select(dialect)}
    FROM api_key k ${KEY_JOINS} LEFT JOIN (${usage}) AS used ON used.bound_key_id = k.id
    WHERE k.id = ${statement.parameter(id)} AND k.organization_id = ${statement.parameter(organizationId)}
    ORDER BY used.position ${dialect === "postgresql" ? LOCKS[lock] : ""}`;
  const rows = await client.$queryRawUnsafe<RawRow[]>(text, ...statement.parameters);
  const [row] = rows;
  if (row === undefined) return null;
  const isUsed = row["usedKeyId"] !== null;
  return {
    key: toKey(KEY_ROW.read(row)),
    usage: isUsed ? toUsage(rows.map((user) => USAGE_ROW.read(user))) : noUsage(),
  };
}
