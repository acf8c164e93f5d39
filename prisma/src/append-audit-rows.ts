import { closeWith } from "./closing-statements.ts";
import type { DatabaseTransaction } from "./database.ts";
import type { Dialect } from "./dialect.ts";
import { Statement } from "./statement.ts";
import { AUDIT_TEXTS, type StoredAuditRow } from "./stored-audit-row.ts";

/** Far from the number of parameters that either database takes. */
const ROWS_A_STATEMENT = 500;

/** Where an organization's log ends. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

/** Reads the head of an organization's log, and keeps others from moving it until the transaction ends. */
export async function holdAuditHead(
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

/**
 * Has the transaction that the caller is in close with the next rows of an organization's log, and with the last one as the
 * head that the next change starts from. The caller holds the head. On PostgreSQL the last rows and the head are one
 * statement: every change waits for each.
 */
export function appendAuditRows(dialect: Dialect, rows: readonly StoredAuditRow[]): void {
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
    const some = rows.slice(start, start + ROWS_A_STATEMENT);
    const isLast = start + some.length === rows.length;
    close(dialect, (statement) =>
      isLast && dialect === "postgresql"
        ? `WITH written AS (${insert(statement, some)}) ${moveHead(statement, some)}`
        : insert(statement, some),
    );
  }
  if (dialect === "sqlite") close(dialect, (statement) => moveHead(statement, rows));
}

function close(dialect: Dialect, textOf: (statement: Statement) => string): void {
  const statement = new Statement(dialect);
  closeWith(textOf(statement), statement.parameters);
}

function insert(statement: Statement, rows: readonly StoredAuditRow[]): string {
  const columns = AUDIT_TEXTS.map(([, column]) => column).join(", ");
  const values = rows.map((row) => {
    const texts = AUDIT_TEXTS.map(([field]) => statement.parameter(row[field]));
    return `(${texts.join(", ")}, ${statement.instant(row.at)})`;
  });
  return `INSERT INTO audit_row (${columns}, at) VALUES ${values.join(", ")}`;
}

function moveHead(statement: Statement, rows: readonly StoredAuditRow[]): string {
  const last = rows.at(-1);
  if (last === undefined) throw new TypeError("Nothing to append");
  const head = `sequence = ${statement.parameter(last.sequence)}, hash = ${statement.parameter(last.hash)}`;
  return `UPDATE audit_head SET ${head} WHERE organization_id = ${statement.parameter(last.organizationId)}`;
}
