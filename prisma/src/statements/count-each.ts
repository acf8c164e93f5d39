import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { Statement } from "../dialects/statement.ts";
import { keyConditions, statusCondition, type KeyConditions, type KeyStatusName } from "./key-conditions.ts";

type Counted = KeyConditions & { readonly status: KeyStatusName | null };

/** How many keys meet each of some conditions, none counted beyond `limit`: in one statement, in their order. */
export async function countEach(
  client: DatabaseTransaction,
  dialect: Dialect,
  each: readonly Counted[],
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<number[]> {
  if (each.length === 0) return [];
  const statement = new Statement(dialect);
  const texts = each.map((counted, position) => {
    const conditions = keyConditions(statement, counted);
    if (counted.status !== null) conditions.push(statusCondition(statement, counted.status, now));
    const found = `SELECT 1 FROM api_key k WHERE ${conditions.join(" AND ")} LIMIT ${statement.parameter(limit)}`;
    return `SELECT ${position} AS position, (SELECT count(*) FROM (${found}) AS found) AS keys`;
  });
  const text = `SELECT position, keys FROM (${texts.join(" UNION ALL ")}) AS counts ORDER BY position`;
  const rows = await client.$queryRawUnsafe<{ keys: number | bigint }[]>(text, ...statement.parameters);
  return rows.map(({ keys }) => Number(keys));
}
