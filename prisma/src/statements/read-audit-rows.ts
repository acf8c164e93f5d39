import type { Database, RawRead } from "../connections/database.ts";
import { selectInstant } from "../dialects/raw-values.ts";
import { Statement } from "../dialects/statement.ts";
import { AUDIT_TEXTS, type StoredAuditRow } from "../mappers/stored-audit-row.ts";

/** The rows of one organization's log with numbers above `after` and up to `last`, the first so many. Null is no bound. */
export interface AuditRowRange {
  readonly organizationId: string;
  readonly after: number | null;
  readonly last: number | null;
  readonly limit: number | null;
}

/** What must hold of a row. */
export type AuditRowCondition =
  | { readonly column: keyof typeof CONDITION_COLUMNS; readonly is: string }
  /** At this instant or later. */
  | { readonly since: Date }
  /** Before this instant. */
  | { readonly until: Date }
  /** All conditions of one of these. */
  | { readonly oneOf: readonly (readonly AuditRowCondition[])[] };

const CONDITION_COLUMNS = {
  action: "action",
  actorKind: "actor_kind",
  actorId: "actor_id",
  actorEmail: "actor_email",
  actorRole: "actor_role",
  targetKind: "target_kind",
  targetId: "target_id",
} as const satisfies Partial<Record<keyof StoredAuditRow, string>>;

const COLUMNS = AUDIT_TEXTS.map(([field, column]) => `${column} AS "${field}"`).join(", ");

/**
 * Rows in the order of their numbers. Past Prisma, whose results outlive their use: over a million rows they fill the old
 * part of the heap, and the server grows by hundreds of megabytes before anything is collected.
 */
export async function readAuditRows(
  database: Database,
  { organizationId, after, last, limit }: AuditRowRange,
  conditions: readonly AuditRowCondition[] = [],
): Promise<StoredAuditRow[]> {
  const statement = new Statement(database.dialect);
  const range = [`organization_id = ${statement.parameter(organizationId)}`];
  if (after !== null) range.push(`sequence > ${statement.parameter(after)}`);
  if (last !== null) range.push(`sequence <= ${statement.parameter(last)}`);
  const at = selectInstant(database.dialect, "at");
  const text = `
    SELECT ${COLUMNS}, ${at} FROM audit_row
    WHERE ${[...range, all(statement, conditions)].join(" AND ")} ORDER BY sequence
    ${limit === null ? "" : `LIMIT ${statement.parameter(limit)}`}`;
  const read: RawRead = { name: null, sql: { sqlite: text, postgresql: text }, isPaged: true };
  const rows = await database.readRaw(read, statement.parameters);
  return rows.map((row) => Object.assign(row, { at: new Date(row["at"] as number) }) as unknown as StoredAuditRow);
}

/** Conditions as SQL. */
function all(statement: Statement, conditions: readonly AuditRowCondition[]): string {
  return conditions.map((condition) => one(statement, condition)).join(" AND ") || "TRUE";
}

function one(statement: Statement, condition: AuditRowCondition): string {
  if ("column" in condition) return `${CONDITION_COLUMNS[condition.column]} = ${statement.parameter(condition.is)}`;
  if ("since" in condition) return `at >= ${statement.instant(condition.since)}`;
  if ("until" in condition) return `at < ${statement.instant(condition.until)}`;
  return `(${condition.oneOf.map((conditions) => `(${all(statement, conditions)})`).join(" OR ")})`;
}
