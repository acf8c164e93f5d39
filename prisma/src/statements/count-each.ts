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
    const found = `${rowsOf(statement, counted, now)} LIMIT ${statement.parameter(limit)}`;
    return `SELECT ${position} AS position, (SELECT count(*) FROM (${found}) AS found) AS keys`;
  });
  const text = `SELECT position, keys FROM (${texts.join(" UNION ALL ")}) AS counts ORDER BY position`;
  const rows = await client.$queryRawUnsafe<{ keys: number | bigint }[]>(text, ...statement.parameters);
  return rows.map(({ keys }) => Number(keys));
}

function rowsOf(statement: Statement, counted: Counted, now: Date): string {
  const label = onlyLabel(counted);
  if (label !== null) {
    return `SELECT 1 FROM key_label l
      WHERE l.organization_id = ${statement.parameter(counted.organizationId)} AND l.label = ${statement.parameter(label)}`;
  }
  const conditions = keyConditions(statement, counted);
  if (counted.status !== null) conditions.push(statusCondition(statement, counted.status, now));
  return `SELECT 1 FROM api_key k WHERE ${conditions.join(" AND ")}`;
}

/** The one label that is all that is asked of keys: then its index alone counts them. */
function onlyLabel({ status, search, executorId, facets = {} }: Counted): string | null {
  const { labels: [label, ...others] = [], ...rest } = facets;
  if (label === undefined || others.length > 0 || Object.keys(rest).length > 0) return null;
  return status === null && search === null && executorId === null ? label : null;
}
