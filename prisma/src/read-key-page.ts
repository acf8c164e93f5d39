import type { DatabaseTransaction } from "./database.ts";
import type { Dialect } from "./dialect.ts";
import { keyConditions, type KeyConditions } from "./key-conditions.ts";
import { isAfter, type Direction, type PagePlace } from "./page-place.ts";
import { Statement } from "./statement.ts";
import { keyColumns, toKey, type KeyRow, type StoredKey } from "./stored-key.ts";

export interface KeyPageRequest extends KeyConditions {
  readonly status: keyof typeof WITH_STATUS | null;
  readonly now: Date;
  readonly sort: { readonly by: keyof typeof SORT_COLUMNS; readonly direction: Direction };
  readonly after: PagePlace | null;
  /** Rows to pass over after that. */
  readonly skip: number;
  readonly limit: number;
}

const SORT_COLUMNS = {
  name: { column: "k.name_folded", isNullable: false },
  createdAt: { column: "k.created_at", isNullable: false },
  lastUsedAt: { column: "k.last_used_at", isNullable: true },
  expiresAt: { column: "k.expires_at", isNullable: true },
} as const;

const WITH_STATUS = {
  revoked: () => "k.revoked_at IS NOT NULL",
  expired: (now: string) => `k.revoked_at IS NULL AND k.expires_at <= ${now}`,
  active: (now: string) => `k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > ${now})`,
} as const;

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
    SELECT ${keyColumns(dialect)}
    FROM (${pageOfIds(statement, request)}) AS page
    JOIN api_key k ON k.id = page.id LEFT JOIN key_refusal r ON r.key_id = k.id
    ORDER BY page.part, page.value ${direction}, page.id ${direction}`;
  const rows = await client.$queryRawUnsafe<KeyRow[]>(text, ...statement.parameters);
  return rows.map(toKey);
}

/** Those with a value come first whatever the direction: one part each, so that either can be read in its index's order. */
function pageOfIds(statement: Statement, request: KeyPageRequest): string {
  const { sort, after, skip, limit } = request;
  const { column, isNullable } = SORT_COLUMNS[sort.by];
  const parts = [];
  if (after === null || after.value !== null) {
    parts.push(partOfIds(statement, request, 0, isNullable ? [`${column} IS NOT NULL`] : [], after));
  }
  if (isNullable)
    parts.push(partOfIds(statement, request, 1, [`${column} IS NULL`], after?.value === null ? after : null));
  return `
    SELECT id, part, value FROM (${parts.join(" UNION ALL ")}) AS parts
    ORDER BY part, value ${sort.direction}, id ${sort.direction}
    LIMIT ${statement.parameter(limit)} OFFSET ${statement.parameter(skip)}`;
}

function partOfIds(
  statement: Statement,
  request: KeyPageRequest,
  part: number,
  further: readonly string[],
  after: PagePlace | null,
): string {
  const { status, now, sort, skip, limit } = request;
  const { column } = SORT_COLUMNS[sort.by];
  const conditions = [...keyConditions(statement, request), ...further];
  if (status !== null) conditions.push(WITH_STATUS[status](status === "revoked" ? "" : statement.instant(now)));
  if (after !== null) conditions.push(isAfter(statement, { column, id: "k.id" }, sort.direction, after));
  return `
    SELECT id, part, value FROM (
      SELECT k.id, ${part} AS part, ${column} AS value FROM api_key k WHERE ${conditions.join(" AND ")}
      ORDER BY ${column} ${sort.direction}, k.id ${sort.direction} LIMIT ${statement.parameter(skip + limit)}
    ) AS part_${part}`;
}
