import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { Statement } from "../dialects/statement.ts";
import { keyConditions, statusCondition, type KeyConditions, type KeyStatusName } from "./key-conditions.ts";

interface ByValueQuery extends KeyConditions {
  readonly status: KeyStatusName | null;
  readonly now: Date;
  readonly facet: "creator" | "owner" | "label";
  /** Keys that are looked at, at most. */
  readonly limit: number;
}

interface ValueCounts {
  /** Keys that were looked at. */
  readonly keys: number;
  /** How many of them have each value; values that none has are absent. */
  readonly counts: ReadonlyMap<string, number>;
}

const VALUES = {
  creator: "SELECT f.created_by_id AS value FROM found f WHERE f.created_by_id IS NOT NULL",
  owner: "SELECT coalesce(f.owner_id, 'none') AS value FROM found f",
  label: "SELECT l.label AS value FROM found f JOIN key_label l ON l.key_id = f.id",
} as const;

/**
 * How many keys that meet conditions have each value of a facet. One look at each key, however many values there are, and at no
 * more than `limit` keys: when so many were looked at, there may be more of each value.
 */
export async function countByValue(
  client: DatabaseTransaction,
  dialect: Dialect,
  { facet, status, now, limit, ...conditions }: ByValueQuery,
): Promise<ValueCounts> {
  const statement = new Statement(dialect);
  const where = keyConditions(statement, conditions);
  if (status !== null) where.push(statusCondition(statement, status, now));
  const sql = `
    WITH found AS MATERIALIZED (
      SELECT k.id, k.created_by_id, k.owner_id FROM api_key k WHERE ${where.join(" AND ")} LIMIT ${statement.parameter(limit)}
    )
    SELECT NULL AS value, count(*) AS keys FROM found
    UNION ALL SELECT value, count(*) FROM (${VALUES[facet]}) AS named GROUP BY value`;
  const rows = await client.$queryRawUnsafe<{ value: string | null; keys: number | bigint }[]>(
    sql,
    ...statement.parameters,
  );
  const counts = new Map(rows.flatMap(({ value, keys }) => (value === null ? [] : [[value, Number(keys)] as const])));
  return { keys: Number(rows.find(({ value }) => value === null)?.keys ?? 0), counts };
}
