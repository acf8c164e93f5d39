import type { Statement } from "../dialects/statement.ts";
import {
  keyConditions,
  statusCondition,
  type KeyConditions,
  type KeyFacets,
  type KeyStatusName,
} from "./key-conditions.ts";

/** One of the things that are asked of keys. */
export type KeySet = Partial<Omit<KeyConditions, "organizationId">> & { readonly status?: KeyStatusName };

/** What is asked of keys, one by one: they are the keys that are in each of the sets. */
export function keySetsOf(asked: Omit<KeyConditions, "organizationId"> & { status: KeyStatusName | null }): KeySet[] {
  const { search, executorId, status, facets: { labels = [], ...facets } = {} } = asked;
  return [
    ...(executorId === null ? [] : [{ executorId }]),
    ...(search === null ? [] : [{ search }]),
    ...(status === null ? [] : [{ status }]),
    ...Object.entries(facets).map(([facet, value]) => ({ facets: { [facet]: value } as KeyFacets })),
    ...labels.map((label) => ({ facets: { labels: [label] } })),
  ];
}

/** The ids of the keys of a set, each once, in the order of an index that finds them: of the first so many. */
export function idsOfSet(statement: Statement, organizationId: string, set: KeySet, now: Date, limit: number): string {
  const ids =
    idsInOtherTables(statement, organizationId, set.facets ?? {}) ??
    `SELECT k.id FROM api_key k WHERE ${ownConditions(statement, organizationId, set, now).join(" AND ")}`;
  return `${ids} LIMIT ${statement.parameter(limit)}`;
}

/** That a row `k` of the table of keys is one of the first so many of a set: an index finds them all. */
export function isAmongFirst(statement: Statement, organizationId: string, set: KeySet, now: Date, limit: number) {
  const ids = idsInOtherTables(statement, organizationId, set.facets ?? {});
  return ids === null
    ? ownConditions(statement, organizationId, set, now).join(" AND ")
    : statement.isAnyOf("k.id", `${ids} LIMIT ${statement.parameter(limit)}`);
}

function ownConditions(statement: Statement, organizationId: string, set: KeySet, now: Date): string[] {
  const { search = null, executorId = null, status, facets = {} } = set;
  const conditions = keyConditions(statement, { organizationId, search, executorId, facets });
  if (status !== undefined) conditions.push(statusCondition(statement, status, now));
  return conditions;
}

function idsInOtherTables(statement: Statement, organizationId: string, facets: KeyFacets): string | null {
  const inOrganization = (table: string) => `${table}.organization_id = ${statement.parameter(organizationId)}`;
  const { labels: [label] = [], unusedSince, shared } = facets;
  if (label !== undefined) {
    return `SELECT l.key_id AS id FROM key_label l WHERE ${inOrganization("l")} AND l.label = ${statement.parameter(label)}`;
  }
  if (unusedSince !== undefined) {
    // A key that was used has the time of its last use in a table of its own.
    return `SELECT u.key_id AS id FROM key_last_use u WHERE ${inOrganization("u")} AND u.at <= ${statement.instant(unusedSince)}
      UNION ALL SELECT n.id FROM api_key n WHERE ${inOrganization("n")}
        AND n.first_used_at IS NULL AND n.created_at <= ${statement.instant(unusedSince)}`;
  }
  if (shared === true) {
    return `SELECT s.bound_key_id AS id FROM executor s WHERE ${inOrganization("s")} AND s.bound_key_id IS NOT NULL
      GROUP BY s.bound_key_id HAVING count(*) > 1`;
  }
  return null;
}

/**
 * That a row `k` is in a set. What stands in other tables is looked up for this row: the OFFSET keeps PostgreSQL from reading
 * such a table whole for some thousand rows, as it would without.
 */
export function isInSet(statement: Statement, organizationId: string, set: KeySet, now: Date): string {
  const { facets: { labels = [], unusedSince, shared, ...own } = {}, ...rest } = set;
  const ofKey = (table: string, column: string) =>
    `SELECT 1 FROM ${table} x WHERE x.organization_id = ${statement.parameter(organizationId)} AND x.${column} = k.id`;
  const conditions = ownConditions(statement, organizationId, { ...rest, facets: own }, now);
  for (const label of labels) {
    conditions.push(
      `EXISTS (${ofKey("key_label", "key_id")} AND x.label = ${statement.parameter(label)} LIMIT 1 OFFSET 0)`,
    );
  }
  if (unusedSince !== undefined) {
    conditions.push(`k.created_at <= ${statement.instant(unusedSince)}`);
    conditions.push(
      `NOT EXISTS (${ofKey("key_last_use", "key_id")} AND x.at > ${statement.instant(unusedSince)} LIMIT 1 OFFSET 0)`,
    );
  }
  if (shared === true) conditions.push(`EXISTS (${ofKey("executor", "bound_key_id")} LIMIT 1 OFFSET 1)`);
  return conditions.join(" AND ");
}
