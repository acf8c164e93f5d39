import type { Database, RawRead, RawValue } from "./database.ts";
import type { Dialect } from "./dialect.ts";
import { epochMs } from "./raw-values.ts";

/** The rows of one organization's log with numbers above `after`, up to `last`. */
export interface AuditRowRange {
  readonly organizationId: string;
  readonly after: number;
  readonly last: number;
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

export interface StoredAuditRow {
  readonly id: string;
  readonly organizationId: string;
  readonly sequence: number;
  readonly at: Date;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly actorEmail: string | null;
  readonly actorRole: string | null;
  readonly action: string;
  readonly targetKind: string;
  readonly targetId: string;
  readonly targetName: string;
  readonly details: string;
  readonly sourceAddress: string | null;
  readonly previousHash: string;
  readonly hash: string;
}

const CONDITION_COLUMNS = {
  action: "action",
  actorKind: "actor_kind",
  actorId: "actor_id",
  actorEmail: "actor_email",
  actorRole: "actor_role",
  targetKind: "target_kind",
  targetId: "target_id",
} as const satisfies Partial<Record<keyof StoredAuditRow, string>>;

const COLUMNS = Object.entries({
  ...CONDITION_COLUMNS,
  id: "id",
  organizationId: "organization_id",
  sequence: "sequence",
  actorName: "actor_name",
  targetName: "target_name",
  details: "details",
  sourceAddress: "source_address",
  previousHash: "previous_hash",
  hash: "hash",
} satisfies Record<Exclude<keyof StoredAuditRow, "at">, string>)
  .map(([field, column]) => `${column} AS "${field}"`)
  .join(", ");

/**
 * Rows in the order of their numbers. Past Prisma, whose results outlive their use: over a million rows they fill the old
 * part of the heap, and the server grows by hundreds of megabytes before anything is collected.
 */
export async function readAuditRows(
  database: Database,
  { organizationId, after, last }: AuditRowRange,
  conditions: readonly AuditRowCondition[],
): Promise<StoredAuditRow[]> {
  const statement = new Statement(database.dialect);
  const place = [
    `organization_id = ${statement.parameter(organizationId)}`,
    `sequence > ${statement.parameter(after)}`,
    `sequence <= ${statement.parameter(last)}`,
  ];
  const at = database.dialect === "sqlite" ? "at" : epochMs("at");
  const text = `
    SELECT ${COLUMNS}, ${at} FROM audit_row
    WHERE ${[...place, statement.all(conditions)].join(" AND ")} ORDER BY sequence`;
  const read: RawRead = { name: null, sql: { sqlite: text, postgresql: text }, isPaged: true };
  const rows = await database.readRaw(read, statement.parameters);
  return rows.map((row) => Object.assign(row, { at: new Date(row["at"] as number) }) as unknown as StoredAuditRow);
}

/** Conditions as SQL, with every value a parameter. */
class Statement {
  readonly parameters: RawValue[] = [];
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  parameter(value: RawValue): string {
    this.parameters.push(value);
    return this.#dialect === "sqlite" ? "?" : `$${this.parameters.length}`;
  }

  all(conditions: readonly AuditRowCondition[]): string {
    return conditions.map((condition) => this.#one(condition)).join(" AND ") || "TRUE";
  }

  #one(condition: AuditRowCondition): string {
    if ("column" in condition) return `${CONDITION_COLUMNS[condition.column]} = ${this.parameter(condition.is)}`;
    if ("since" in condition) return `at >= ${this.#instant(condition.since)}`;
    if ("until" in condition) return `at < ${this.#instant(condition.until)}`;
    return `(${condition.oneOf.map((conditions) => `(${this.all(conditions)})`).join(" OR ")})`;
  }

  #instant(instant: Date): string {
    if (this.#dialect === "sqlite") return this.parameter(instant.getTime());
    // Stored without a zone, in UTC: the text must name none either.
    return `${this.parameter(instant.toISOString().slice(0, -1))}::timestamp`;
  }
}
