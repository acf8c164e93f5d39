import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { keyConditions, type KeyConditions } from "./key-conditions.ts";
import { Statement } from "../dialects/statement.ts";

/** Of some keys all there are, those that are revoked, and those that have expired without being revoked. */
export interface KeyCounts {
  readonly keys: number;
  readonly revoked: number;
  readonly expired: number;
}

/** How many keys meet conditions: one look at each, in the index of the newest. */
export async function countKeys(
  client: DatabaseTransaction,
  dialect: Dialect,
  conditions: KeyConditions,
  now: Date,
): Promise<KeyCounts> {
  const statement = new Statement(dialect);
  const text = `
    SELECT count(*) AS keys, count(k.revoked_at) AS revoked,
      count(CASE WHEN k.revoked_at IS NULL AND k.expires_at <= ${statement.instant(now)} THEN 1 END) AS expired
    FROM api_key k WHERE ${keyConditions(statement, conditions).join(" AND ")}`;
  const [row] = await client.$queryRawUnsafe<Record<keyof KeyCounts, number | bigint>[]>(text, ...statement.parameters);
  return { keys: Number(row?.keys ?? 0), revoked: Number(row?.revoked ?? 0), expired: Number(row?.expired ?? 0) };
}
