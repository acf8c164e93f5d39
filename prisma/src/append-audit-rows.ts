import type { DatabaseTransaction } from "./database.ts";
import type { Dialect } from "./dialect.ts";
import { Statement } from "./statement.ts";
import { AUDIT_TEXTS, type StoredAuditRow } from "./stored-audit-row.ts";

/** Far from the number of parameters that either database takes. */
const ROWS_A_STATEMENT = 500;

/**
 * Writes the next rows of an organization's log, and the last one's hash as the head that the next change starts from. The
 * caller holds the head. On PostgreSQL the last rows and the head are one statement: every change waits for each.
 */
export async function appendAuditRows(
  client: DatabaseTransaction,
  dialect: Dialect,
  rows: readonly StoredAuditRow[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
    const some = rows.slice(start, start + ROWS_A_STATEMENT);
    const isLast = start + some.length === rows.length;
    await run(client, dialect, (statement) =>
      isLast && dialect === "postgresql"
        ? `WITH written AS (${insert(statement, some)}) ${moveHead(statement, some)}`
        : insert(statement, some),
    );
  }
  if (dialect === "sqlite") await run(client, dialect, (statement) => moveHead(statement, rows));
}

async function run(
  client: DatabaseTransaction,
  dialect: Dialect,
  textOf: (statement: Statement) => string,
): Promise<void> {
  const statement = new Statement(dialect);
  const text = textOf(statement);
  await client.$executeRawUnsafe(text, ...statement.parameters);
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
  const hash = statement.parameter(last.hash);
  return `UPDATE audit_head SET hash = ${hash} WHERE organization_id = ${statement.parameter(last.organizationId)}`;
}
