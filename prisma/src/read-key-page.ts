import type { DatabaseTransaction, RawValue } from "./database.ts";
import type { Dialect } from "./dialect.ts";
import { keyConditions, type KeyConditions } from "./key-conditions.ts";
import { isAfter, type Direction, type PagePlace } from "./page-place.ts";
import { instant, selectInstant } from "./raw-values.ts";
import { Statement } from "./statement.ts";

export interface KeyPageRequest extends KeyConditions {
  readonly status: keyof typeof WITH_STATUS | null;
  readonly now: Date;
  readonly sort: { readonly by: keyof typeof SORT_COLUMNS; readonly direction: Direction };
  readonly after: PagePlace | null;
  /** Rows to pass over after that. */
  readonly skip: number;
  readonly limit: number;
}

/** A key without its secret's hash, and how it was last turned away. */
export interface StoredKey {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly hint: string;
  readonly createdAt: Date;
  readonly createdById: string | null;
  readonly createdByName: string | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly targetExecutorId: string | null;
  readonly targetExecutorName: string | null;
  readonly revokePrevious: boolean;
  readonly replacesKeyId: string | null;
  readonly replacedByKeyId: string | null;
  readonly lastRefusal: { readonly at: Date; readonly reason: string; readonly executorName: string } | null;
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

const TEXTS =
  "k.id, k.organization_id, k.name, k.hint, k.created_by_id, k.created_by_name, k.target_executor_id, " +
  "k.target_executor_name, k.revoke_previous, k.replaces_key_id, k.replaced_by_key_id, r.reason, r.executor_name";
const INSTANTS = ["k.created_at", "k.expires_at", "k.revoked_at", "k.last_used_at", "r.at"];

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
  const instants = INSTANTS.map((column) => selectInstant(dialect, column)).join(", ");
  const text = `
    SELECT ${TEXTS}, ${instants}
    FROM (${pageOfIds(statement, request)}) AS page
    JOIN api_key k ON k.id = page.id LEFT JOIN key_refusal r ON r.key_id = k.id
    ORDER BY page.part, page.value ${direction}, page.id ${direction}`;
  const rows = await client.$queryRawUnsafe<Record<string, RawValue>[]>(text, ...statement.parameters);
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

function toKey(row: Record<string, RawValue>): StoredKey {
  const text = (column: string) => row[column] as string;
  const textOrNull = (column: string) => row[column] as string | null;
  const refusedAt = instant(row["at"]);
  return {
    id: text("id"),
    organizationId: text("organization_id"),
    name: text("name"),
    hint: text("hint"),
    createdAt: instant(row["created_at"]) ?? new Date(0),
    createdById: textOrNull("created_by_id"),
    createdByName: textOrNull("created_by_name"),
    expiresAt: instant(row["expires_at"]),
    revokedAt: instant(row["revoked_at"]),
    lastUsedAt: instant(row["last_used_at"]),
    targetExecutorId: textOrNull("target_executor_id"),
    targetExecutorName: textOrNull("target_executor_name"),
    revokePrevious: Boolean(row["revoke_previous"]),
    replacesKeyId: textOrNull("replaces_key_id"),
    replacedByKeyId: textOrNull("replaced_by_key_id"),
    lastRefusal: refusedAt && { at: refusedAt, reason: text("reason"), executorName: text("executor_name") },
  };
}
