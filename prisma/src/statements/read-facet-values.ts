import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { Statement } from "../dialects/statement.ts";

interface FacetQuery {
  readonly organizationId: string;
  readonly facet: "creator" | "owner" | "label";
  readonly limit: number;
}

/** Values that keys of an organization have of a facet, or may have (members who own none), with their names. */
export async function readFacetValues(
  client: DatabaseTransaction,
  dialect: Dialect,
  { organizationId, facet, limit }: FacetQuery,
): Promise<{ value: string; name: string }[]> {
  const statement = new Statement(dialect);
  const text = TEXTS[facet](statement, organizationId, limit);
  return client.$queryRawUnsafe<{ value: string; name: string }[]>(text, ...statement.parameters);
}

/**
 * Each distinct value costs one look into the index that begins with organization and column, however many rows have it: a
 * `DISTINCT` would read them all.
 */
function distinct(statement: Statement, table: string, column: string, organizationId: string): string {
  const next = (after: string) =>
    `SELECT min(t.${column}) FROM ${table} t
      WHERE t.organization_id = ${statement.parameter(organizationId)} AND ${after}`;
  return `
    WITH RECURSIVE each_value(value) AS (
      ${next(`t.${column} IS NOT NULL`)}
      UNION ALL
      SELECT (${next(`t.${column} > each_value.value`)}) FROM each_value WHERE each_value.value IS NOT NULL
    )`;
}

const TEXTS = {
  creator: (statement: Statement, organizationId: string, limit: number) => `
    ${distinct(statement, "api_key", "created_by_id", organizationId)}
    SELECT value, coalesce((
      SELECT n.created_by_name FROM api_key n
      WHERE n.organization_id = ${statement.parameter(organizationId)} AND n.created_by_id = value LIMIT 1
    ), value) AS name
    FROM (SELECT value FROM each_value WHERE value IS NOT NULL LIMIT ${statement.parameter(limit)}) AS known
    ORDER BY name, value`,
  owner: (statement: Statement, organizationId: string, limit: number) => `
    SELECT m.id AS value, u.name AS name FROM member m JOIN "user" u ON u.id = m.user_id
    WHERE m.organization_id = ${statement.parameter(organizationId)}
    ORDER BY u.name, m.id LIMIT ${statement.parameter(limit)}`,
  label: (statement: Statement, organizationId: string, limit: number) => `
    ${distinct(statement, "key_label", "label", organizationId)}
    SELECT value, value AS name FROM each_value WHERE value IS NOT NULL LIMIT ${statement.parameter(limit)}`,
} as const;
