import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { Statement } from "../dialects/statement.ts";
import { countEach } from "./count-each.ts";
import type { KeyConditions, KeyFacets, KeyStatusName } from "./key-conditions.ts";
import { isAmongFirst, isInSet, keySetsOf, type KeySet } from "./key-sets.ts";

/** A value of a facet that asks the same of keys in every organization, and what it asks. */
export interface FixedValue {
  readonly value: string;
  readonly status: KeyStatusName | null;
  readonly facets: KeyFacets;
}

interface ByValueQuery extends KeyConditions {
  readonly status: KeyStatusName | null;
  readonly now: Date;
  /** Those of its values that keys have, or some fixed ones. */
  readonly values: "creator" | "owner" | "label" | readonly FixedValue[];
  /** Keys that are looked at, at most. */
  readonly limit: number;
}

interface ValueCounts {
  /** Keys that were looked at; of `limit`, there may be more of each value than were counted. */
  readonly looked: number;
  /** How many keys that meet the conditions have each value; values that none has may be absent. */
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * How many keys that meet conditions have each value of a facet, however many values there are. One look at each key of the smallest
 * set that the conditions name, and at no more than `limit` of them: however many sets of any size are combined, it takes as long as
 * reading so many rows.
 */
export async function countByValue(
  client: DatabaseTransaction,
  dialect: Dialect,
  { values, now, limit, ...asked }: ByValueQuery,
): Promise<ValueCounts> {
  const { organizationId } = asked;
  const sets = keySetsOf(asked);
  const smallest = await findSmallest(client, dialect, { organizationId, each: sets, now, limit });
  const statement = new Statement(dialect);
  const looked = isAmongFirst(statement, organizationId, smallest, now, limit);
  const bound = statement.parameter(limit);
  const others = sets.filter((set) => set !== smallest);
  const where = [{}, ...others].map((set) => isInSet(statement, organizationId, set, now));
  const counted =
    typeof values === "string"
      ? [`SELECT value, count(*) FROM (${valuesOfRows(dialect)[values]}) AS named GROUP BY value`]
      : values.map(({ value, status, facets }) => {
          // A parameter alone has no type.
          const named = `CAST(${statement.parameter(value)} AS text)`;
          const set = { facets, ...(status === null ? {} : { status }) };
          return `SELECT ${named}, count(*) FROM found k WHERE ${isInSet(statement, organizationId, set, now)}`;
        });
  const sql = `
    WITH looked AS MATERIALIZED (
      SELECT k.id, k.organization_id, k.created_by_id, k.owner_id, k.created_at, k.first_used_at, k.expires_at, k.revoked_at
      FROM api_key k WHERE ${looked} LIMIT ${bound}
    ), found AS MATERIALIZED (SELECT k.* FROM looked k WHERE ${where.join(" AND ")})
    SELECT NULL AS value, count(*) AS keys FROM looked UNION ALL ${counted.join(" UNION ALL ")}`;
  const rows = await client.$queryRawUnsafe<{ value: string | null; keys: number | bigint }[]>(
    sql,
    ...statement.parameters,
  );
  const counts = new Map(rows.flatMap(({ value, keys }) => (value === null ? [] : [[value, Number(keys)] as const])));
  return { looked: Number(rows.find(({ value }) => value === null)?.keys ?? 0), counts };
}

/** What a search finds, and the key of an executor, are taken for fewer than all others: they are not counted first. */
async function findSmallest(
  client: DatabaseTransaction,
  dialect: Dialect,
  query: Parameters<typeof countEach>[2],
): Promise<KeySet> {
  const [first = {}, ...others] = query.each;
  if (others.length === 0 || first.search !== undefined || first.executorId !== undefined) return first;
  const counts = await countEach(client, dialect, query);
  return query.each[counts.indexOf(Math.min(...counts))] ?? first;
}

function valuesOfRows(dialect: Dialect) {
  // As in `isInSet`; SQLite looks labels up for each key by itself, and knows no LATERAL.
  const labels =
    dialect === "postgresql"
      ? "CROSS JOIN LATERAL (SELECT l.label FROM key_label l WHERE l.key_id = k.id OFFSET 0) AS l"
      : "JOIN key_label l ON l.key_id = k.id";
  return {
    creator: "SELECT k.created_by_id AS value FROM found k WHERE k.created_by_id IS NOT NULL",
    owner: "SELECT coalesce(k.owner_id, 'none') AS value FROM found k",
    label: `SELECT l.label AS value FROM found k ${labels}`,
  } as const;
}
