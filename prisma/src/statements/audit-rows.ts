import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import type { ColumnTypes } from "../dialects/recordset.ts";
import { Statement } from "../dialects/statement.ts";
import { AUDIT_TEXTS, type StoredAuditRow } from "../mappers/stored-audit-row.ts";

/** Where an organization's log ends. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

/** Reads the head of an organization's log, and locks it until the transaction ends. */
export async function findAuditHeadForUpdate(
  client: DatabaseTransaction,
  dialect: Dialect,
  organizationId: string,
): Promise<AuditHead> {
  const statement = new Statement(dialect);
  // Raw: every change pays for it, and through the ORM it costs twice as much.
  const text = `
    SELECT sequence, hash FROM audit_head WHERE organization_id = ${statement.parameter(organizationId)}
    ${dialect === "postgresql" ? "FOR UPDATE" : ""}`;
  const [head] = await client.$queryRawUnsafe<{ sequence: number | bigint; hash: string }[]>(
    text,
    ...statement.parameters,
  );
  if (head === undefined) throw new TypeError("The organization's chain has no head");
  return { sequence: Number(head.sequence), hash: head.hash };
}

const COLUMNS = [...AUDIT_TEXTS, ["at", "at"]] as const;

const TYPES: ColumnTypes<StoredAuditRow> = {
  id: "text",
  organizationId: "text",
  sequence: "integer",
  at: "instant",
  actorKind: "text",
  actorId: "text",
  actorName: "text",
  actorEmail: "text",
  actorRole: "text",
  action: "text",
  targetKind: "text",
  targetId: "text",
  targetName: "text",
  details: "text",
  sourceAddress: "text",
  previousHash: "text",
  hash: "text",
};

/** The text that inserts rows of audit logs. */
export function insertAuditRows(statement: Statement, rows: readonly StoredAuditRow[]): string {
  const columns = COLUMNS.map(([, column]) => column).join(", ");
  const fields = COLUMNS.map(([field]) => `given."${field}"`).join(", ");
  return `INSERT INTO audit_row (${columns}) SELECT ${fields} FROM ${statement.rows(rows, TYPES)}`;
}

/** The text that moves the head of each organization's log to the last of its rows. */
export function moveAuditHeads(statement: Statement, lastRows: readonly StoredAuditRow[]): string {
  const heads = lastRows.map(
    ({ organizationId, sequence, hash }) =>
      `(${statement.parameter(organizationId)}, ${statement.integer(sequence)}, ${statement.parameter(hash)})`,
  );
  return `
    UPDATE audit_head SET sequence = v.column2, hash = v.column3
    FROM (VALUES ${heads.join(", ")}) AS v WHERE organization_id = v.column1`;
}

/** The last row of each organization among rows that are in the order of their numbers. */
export function lastOfEach(rows: readonly StoredAuditRow[]): StoredAuditRow[] {
  return [...new Map(rows.map((row) => [row.organizationId, row])).values()];
}
