import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { Statement } from "../dialects/statement.ts";
import { countExpiring } from "./count-expiring.ts";
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
  const expiring = onlyExpiring(each);
  if (expiring !== null) return countExpiring(client, dialect, { ...expiring, limit });
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
  const unusedSince = onlyUnusedSince(counted);
  if (unusedSince !== null) {
    // As the condition says, but each part reads an index: a key that was used has the time of its last use in a table of its own.
    return `SELECT 1 FROM key_last_use u
        WHERE u.organization_id = ${statement.parameter(counted.organizationId)} AND u.at <= ${statement.instant(unusedSince)}
      UNION ALL SELECT 1 FROM api_key n WHERE n.organization_id = ${statement.parameter(counted.organizationId)}
        AND n.first_used_at IS NULL AND n.created_at <= ${statement.instant(unusedSince)}`;
  }
  const conditions = keyConditions(statement, counted);
  if (counted.status !== null) conditions.push(statusCondition(statement, counted.status, now));
  return `SELECT 1 FROM api_key k WHERE ${conditions.join(" AND ")}`;
}

/** The one label that is all that is asked of keys: then its index alone counts them. */
function onlyLabel(counted: Counted): string | null {
  const { labels: [label, ...others] = [], ...rest } = counted.facets ?? {};
  return label !== undefined && others.length === 0 && isAllAsked(counted, rest) ? label : null;
}

/** Until when keys expire that are asked for, when that is all that is asked of them, and always after the same instant. */
function onlyExpiring(each: readonly Counted[]) {
  const [first] = each;
  const after = first?.facets?.expires?.after;
  if (first === undefined || after === undefined) return null;
  const untils = each.flatMap((counted) => {
    const { expires, ...rest } = counted.facets ?? {};
    const isSame = counted.organizationId === first.organizationId && expires?.after?.getTime() === after.getTime();
    return isSame && expires.until !== undefined && isAllAsked(counted, rest) ? [expires.until] : [];
  });
  return untils.length === each.length ? { organizationId: first.organizationId, after, untils } : null;
}

/** Since when keys are asked to be unused, when that is all that is asked of them. */
function onlyUnusedSince(counted: Counted): Date | null {
  const { unusedSince, ...rest } = counted.facets ?? {};
  return unusedSince !== undefined && isAllAsked(counted, rest) ? unusedSince : null;
}

function isAllAsked({ status, search, executorId }: Counted, otherFacets: object): boolean {
  return status === null && search === null && executorId === null && Object.keys(otherFacets).length === 0;
}
