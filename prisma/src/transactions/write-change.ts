import { addToKeyCounts, type KeyCountChange } from "../statements/add-to-key-counts.ts";
import { insertAuditRows, lastOfEach, moveAuditHeads } from "../statements/audit-rows.ts";
import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { insertNotifications, type StoredDraft } from "../statements/insert-notifications.ts";
import { recordInvalidation } from "../replicas/record-invalidation.ts";
import { revokeKeys, type KeyRevocation } from "../statements/revoke-keys.ts";
import { Statement } from "../dialects/statement.ts";
import type { StoredAuditRow } from "../mappers/stored-audit-row.ts";

/** What one statement holds in memory, here and at the database, is bounded by it. */
const ROWS_A_STATEMENT = 500;

/** What a change writes last, just before it is committed. */
export interface ChangeRows {
  readonly revocations: readonly KeyRevocation[];
  /** Of each organization at most one. */
  readonly keyCounts: readonly KeyCountChange[];
  /** By organization in the order of their numbers. The transaction has locked the head of each organization. */
  readonly auditRows: readonly StoredAuditRow[];
  /** What channels are told. */
  readonly drafts: readonly StoredDraft[];
  /** What every replica has to forget. Nothing is recorded on SQLite, where there is one. */
  readonly invalidation: string | null;
}

/** How many rows were written of each kind. */
export interface WrittenRows {
  readonly revocations: number;
  readonly keyCounts: number;
  readonly auditRows: number;
  readonly auditHeads: number;
  /** Messages for channels: as many for each draft as there are channels that chose it. */
  readonly notifications: number;
  /** The number of the invalidation; 0 when none was recorded. */
  readonly invalidation: number;
}

type Part = Exclude<keyof WrittenRows, "invalidation">;
type TextOf = (statement: Statement) => string;

/**
 * Writes the last rows of a change: on PostgreSQL by one statement, since the caller waits for each, on SQLite one after the
 * other. Where rows were not there to be changed, less is written than was asked for: the caller compares.
 */
export async function writeChange(
  client: DatabaseTransaction,
  dialect: Dialect,
  rows: ChangeRows,
): Promise<WrittenRows> {
  let early = 0;
  let { auditRows } = rows;
  for (; auditRows.length > ROWS_A_STATEMENT; auditRows = auditRows.slice(ROWS_A_STATEMENT)) {
    const some = auditRows.slice(0, ROWS_A_STATEMENT);
    early += await execute(client, dialect, (statement) => insertAuditRows(statement, some));
  }
  let { drafts } = rows;
  for (; drafts.length > ROWS_A_STATEMENT; drafts = drafts.slice(ROWS_A_STATEMENT)) {
    const some = drafts.slice(0, ROWS_A_STATEMENT);
    await execute(client, dialect, (statement) => insertNotifications(statement, some));
  }
  const parts = partsOf({ ...rows, auditRows, drafts }, lastOfEach(rows.auditRows));
  const write = dialect === "postgresql" ? writeAtOnce : writeInTurn;
  const written = await write(client, parts, rows.invalidation);
  return { ...written, auditRows: written.auditRows + early };
}

function partsOf(rows: ChangeRows, lastRows: readonly StoredAuditRow[]): Map<Part, TextOf> {
  const parts = new Map<Part, TextOf>();
  const { revocations, keyCounts, auditRows, drafts } = rows;
  if (revocations.length > 0) parts.set("revocations", (statement) => revokeKeys(statement, revocations));
  if (keyCounts.length > 0) parts.set("keyCounts", (statement) => addToKeyCounts(statement, keyCounts));
  if (auditRows.length > 0) parts.set("auditRows", (statement) => insertAuditRows(statement, auditRows));
  if (lastRows.length > 0) parts.set("auditHeads", (statement) => moveAuditHeads(statement, lastRows));
  if (drafts.length > 0) parts.set("notifications", (statement) => insertNotifications(statement, drafts));
  return parts;
}

const NOTHING: WrittenRows = {
  revocations: 0,
  keyCounts: 0,
  auditRows: 0,
  auditHeads: 0,
  notifications: 0,
  invalidation: 0,
};

async function writeAtOnce(
  client: DatabaseTransaction,
  parts: ReadonlyMap<Part, TextOf>,
  scope: string | null,
): Promise<WrittenRows> {
  const statement = new Statement("postgresql");
  const names = [...parts.keys()];
  const members = [...parts].map(([name, textOf]) => `"${name}" AS (${textOf(statement)} RETURNING 1)`);
  const columns = names.map((name) => `(SELECT count(*)::int FROM "${name}") AS "${name}"`);
  if (scope !== null) {
    const invalidation = recordInvalidation(statement, scope);
    members.push(...invalidation.members);
    columns.push(...invalidation.columns);
  }
  if (members.length === 0) return NOTHING;
  const text = `WITH ${members.join(", ")} SELECT ${columns.join(", ")}`;
  const [written] = await client.$queryRawUnsafe<Partial<WrittenRows>[]>(text, ...statement.parameters);
  const { revocations = 0, keyCounts = 0, auditRows = 0, auditHeads = 0, invalidation = 0 } = written ?? {};
  return { revocations, keyCounts, auditRows, auditHeads, notifications: written?.notifications ?? 0, invalidation };
}

async function writeInTurn(client: DatabaseTransaction, parts: ReadonlyMap<Part, TextOf>): Promise<WrittenRows> {
  const written = { ...NOTHING };
  for (const [name, textOf] of parts) written[name] = await execute(client, "sqlite", textOf);
  return written;
}

function execute(client: DatabaseTransaction, dialect: Dialect, textOf: TextOf): Promise<number> {
  const statement = new Statement(dialect);
  const text = textOf(statement);
  return client.$executeRawUnsafe(text, ...statement.parameters);
}
