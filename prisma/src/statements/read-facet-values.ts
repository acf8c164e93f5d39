import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { Statement } from "../dialects/statement.ts";

interface FacetQuery {
  readonly organizationId: string;
  readonly facet: "creator" | "owner" | "label";
  readonly limit: number;
}

interface NamedCount {
  readonly value: string;
  readonly name: string;
  /** How many keys of the organization have it; null where that is not kept. */
  readonly keys: number | null;
}

/**
 * Values that keys of an organization have of a facet, or may have (members who own none), with their names, and on PostgreSQL
 * with the numbers of keys that its triggers keep. Keys without an owner come last, without a name.
 */
export async function readFacetValues(
  client: DatabaseTransaction,
  dialect: Dialect,
  { organizationId, facet, limit }: FacetQuery,
): Promise<NamedCount[]> {
  const statement = new Statement(dialect);
  const keys = dialect === "postgresql" ? keptCount(statement, organizationId, facet) : "NULL";
  const text = `SELECT value, name, ${keys} AS keys FROM (${TEXTS[facet](statement, organizationId, limit)}) AS named
    ORDER BY ${facet === "owner" ? "value = 'none', " : ""}name, value`;
  const rows = await client.$queryRawUnsafe<{ value: string; name: string; keys: number | bigint | null }[]>(
    text,
    ...statement.parameters,
  );
  return rows.map((row) => ({ ...row, keys: row.keys === null ? null : Number(row.keys) }));
}

/** The sum of what was added for `named.value`. */
function keptCount(statement: Statement, organizationId: string, facet: FacetQuery["facet"]): string {
  return `(SELECT coalesce(sum(c.keys), 0) FROM key_facet_count c
    WHERE c.organization_id = ${statement.parameter(organizationId)} AND c.facet = ${statement.parameter(facet)}
      AND c.value = named.value)`;
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
    FROM (SELECT value FROM each_value WHERE value IS NOT NULL LIMIT ${statement.parameter(limit)}) AS known`,
  owner: (statement: Statement, organizationId: string, limit: number) => `
    SELECT value, name FROM (
      SELECT m.id AS value, u.name AS name FROM member m JOIN "user" u ON u.id = m.user_id
      WHERE m.organization_id = ${statement.parameter(organizationId)}
      ORDER BY u.name, m.id LIMIT ${statement.parameter(limit)}
    ) AS members UNION ALL SELECT 'none', ''`,
  label: (statement: Statement, organizationId: string, limit: number) => `
    ${distinct(statement, "key_label", "label", organizationId)}
    SELECT value, value AS name FROM each_value WHERE value IS NOT NULL LIMIT ${statement.parameter(limit)}`,
} as const;
