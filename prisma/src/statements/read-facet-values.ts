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
 * Values that keys of an organization have of a facet, or may have (members who own none), in no order, with their names, and on
 * PostgreSQL with the numbers of keys that its triggers keep. Keys without an owner have `none`, without a name.
 */
export async function readFacetValues(
  client: DatabaseTransaction,
  dialect: Dialect,
  { organizationId, facet, limit }: FacetQuery,
): Promise<NamedCount[]> {
  const statement = new Statement(dialect);
  const text = TEXTS[dialect][facet](statement, organizationId, limit);
  const rows = await client.$queryRawUnsafe<{ value: string; name: string; keys: number | bigint | null }[]>(
    text,
    ...statement.parameters,
  );
  return rows.map((row) => ({ ...row, keys: row.keys === null ? null : Number(row.keys) }));
}

/** The values of a facet that have keys, with what was added for each. */
function keptValues(statement: Statement, organizationId: string, facet: "creator" | "label", limit: number): string {
  return `SELECT c.value, sum(c.keys) AS keys FROM key_facet_count c
    WHERE c.organization_id = ${statement.parameter(organizationId)} AND c.facet = ${statement.parameter(facet)}
    GROUP BY c.value HAVING sum(c.keys) > 0 ORDER BY c.value LIMIT ${statement.parameter(limit)}`;
}

/** The sum of what was added for the owner `named.value`. */
function keptOfOwner(statement: Statement, organizationId: string): string {
  return `(SELECT coalesce(sum(c.keys), 0) FROM key_facet_count c
    WHERE c.organization_id = ${statement.parameter(organizationId)} AND c.facet = 'owner' AND c.value = named.value)`;
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

/**
 * The name of the creator `value`, as it was when one of the keys was made. The order is that of the index by creator: without it
 * PostgreSQL reads the whole table for a creator of few keys.
 */
function nameOfCreator(statement: Statement, organizationId: string): string {
  return `coalesce((
    SELECT n.created_by_name FROM api_key n
    WHERE n.organization_id = ${statement.parameter(organizationId)} AND n.created_by_id = value
    ORDER BY n.revoked_at, n.expires_at LIMIT 1
  ), value)`;
}

/** Members, and `none`. */
function owners(statement: Statement, organizationId: string, limit: number): string {
  return `
    SELECT value, name FROM (
      SELECT m.id AS value, u.name AS name FROM member m JOIN "user" u ON u.id = m.user_id
      WHERE m.organization_id = ${statement.parameter(organizationId)}
      ORDER BY u.name, m.id LIMIT ${statement.parameter(limit)}
    ) AS members UNION ALL SELECT 'none', ''`;
}

type TextOf = (statement: Statement, organizationId: string, limit: number) => string;

const TEXTS: Readonly<Record<Dialect, Readonly<Record<FacetQuery["facet"], TextOf>>>> = {
  postgresql: {
    creator: (statement, organizationId, limit) => `
      SELECT value, ${nameOfCreator(statement, organizationId)} AS name, keys
      FROM (${keptValues(statement, organizationId, "creator", limit)}) AS kept`,
    owner: (statement, organizationId, limit) => `
      SELECT value, name, ${keptOfOwner(statement, organizationId)} AS keys
      FROM (${owners(statement, organizationId, limit)}) AS named`,
    label: (statement, organizationId, limit) => `
      SELECT value, value AS name, keys FROM (${keptValues(statement, organizationId, "label", limit)}) AS kept`,
  },
  sqlite: {
    creator: (statement, organizationId, limit) => `
      ${distinct(statement, "api_key", "created_by_id", organizationId)}
      SELECT value, ${nameOfCreator(statement, organizationId)} AS name, NULL AS keys
      FROM (SELECT value FROM each_value WHERE value IS NOT NULL LIMIT ${statement.parameter(limit)}) AS known`,
    owner: (statement, organizationId, limit) => `
      SELECT value, name, NULL AS keys FROM (${owners(statement, organizationId, limit)}) AS named`,
    label: (statement, organizationId, limit) => `
      ${distinct(statement, "key_label", "label", organizationId)}
      SELECT value, value AS name, NULL AS keys FROM each_value WHERE value IS NOT NULL LIMIT ${statement.parameter(limit)}`,
  },
};
