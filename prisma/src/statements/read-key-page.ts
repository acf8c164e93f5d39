import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { keyConditions, statusCondition, type KeyConditions, type KeyStatusName } from "./key-conditions.ts";
import { isAfter, type Direction, type PageStart } from "./page-start.ts";
import type { RawRow } from "../mappers/row-schema.ts";
import { Statement } from "../dialects/statement.ts";
import { KEY_JOINS, KEY_ROW, toKey, type StoredKey } from "../mappers/stored-key.ts";

export interface KeyPageRequest extends KeyConditions {
  readonly status: KeyStatusName | null;
  readonly now: Date;
  readonly sort: { readonly by: keyof typeof SORTS; readonly direction: Direction };
  readonly after: PageStart | null;
  /** Rows to pass over after that. */
  readonly skip: number;
  readonly limit: number;
}

/** Keys that an index has in the order asked for. */
interface Part {
  readonly from: string;
  /** Columns of that. */
  readonly organization: string;
  readonly value: string;
  readonly id: string;
  /** Which of the keys. */
  readonly only: string | null;
}

const part = (value: string, only: string | null): Part => ({
  from: "api_key k",
  organization: "k.organization_id",
  value,
  id: "k.id",
  only,
});

/** Where nothing is asked of the key itself, databases see that they need not look at it. */
const USED: Part = {
  from: "key_last_use u LEFT JOIN api_key k ON k.id = u.key_id",
  organization: "u.organization_id",
  value: "u.at",
  id: "u.key_id",
  only: null,
};

/** The keys that executors are bound to, each with how many. */
const BOUND: Part = {
  from: `(SELECT s.organization_id, s.bound_key_id, count(*) AS executors FROM executor s
      WHERE s.bound_key_id IS NOT NULL GROUP BY s.organization_id, s.bound_key_id) AS b
    JOIN api_key k ON k.id = b.bound_key_id`,
  organization: "b.organization_id",
  value: "b.executors",
  id: "k.id",
  only: null,
};

const UNBOUND = part("nullif(1, 1)", "NOT EXISTS (SELECT 1 FROM executor s WHERE s.bound_key_id = k.id)");

/** Rows with a value come first in both directions. They are a part of their own, so that each part is read in its index's order. */
const SORTS = {
  name: [part("k.name_order", null)],
  createdAt: [part("k.created_at", null)],
  lastUsedAt: [USED, part("k.first_used_at", "k.first_used_at IS NULL")],
  usedBy: [BOUND, UNBOUND],
  expiresAt: [part("k.expires_at", "k.expires_at IS NOT NULL"), part("k.expires_at", "k.expires_at IS NULL")],
} as const satisfies Record<string, readonly Part[]>;

/**
 * One page of an organization's keys in the order asked for, rows without a value last, in one statement. It decides on ids
 * first: rows that are passed over are looked at in an index where one has the order, and only those of the page are read.
 */
export async function readKeyPage(
  client: DatabaseTransaction,
  dialect: Dialect,
  request: KeyPageRequest,
): Promise<StoredKey[]> {
  const statement = new Statement(dialect);
  const { direction } = request.sort;
  const text = `
    SELECT ${KEY_ROW.select(dialect)}
    FROM (${pageOfIds(statement, request)}) AS page
    JOIN api_key k ON k.id = page.id ${KEY_JOINS}
    ORDER BY page.part, page.value ${direction}, page.id ${direction}`;
  const rows = await client.$queryRawUnsafe<RawRow[]>(text, ...statement.parameters);
  return rows.map((row) => toKey(KEY_ROW.read(row)));
}

function pageOfIds(statement: Statement, request: KeyPageRequest): string {
  const { sort, after, skip, limit } = request;
  const first = after?.value === null ? 1 : 0;
  const texts = SORTS[sort.by]
    .slice(first)
    .map((of, index) => partOfIds(statement, request, { ...of, number: index, after: index === 0 ? after : null }));
  return `
    SELECT id, part, value FROM (${texts.join(" UNION ALL ")}) AS parts
    ORDER BY part, value ${sort.direction}, id ${sort.direction}
    LIMIT ${statement.parameter(limit)} OFFSET ${statement.parameter(skip)}`;
}

function partOfIds(
  statement: Statement,
  request: KeyPageRequest,
  { from, organization, value, id, only, number, after }: Part & { number: number; after: PageStart | null },
): string {
  const { status, now, sort, skip, limit } = request;
  const conditions = keyConditions(statement, request, organization);
  if (only !== null) conditions.push(only);
  if (status !== null) conditions.push(statusCondition(statement, status, now));
  if (after !== null) conditions.push(isAfter(statement, { column: value, id }, sort.direction, after));
  return `
    SELECT id, part, value FROM (
      SELECT ${id} AS id, ${number} AS part, ${value} AS value FROM ${from} WHERE ${conditions.join(" AND ")}
      ORDER BY ${value} ${sort.direction}, ${id} ${sort.direction} LIMIT ${statement.parameter(skip + limit)}
    ) AS part_${number}`;
}
