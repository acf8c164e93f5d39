import type { AuditRecord } from "@excalibur/api/server";
import { stringify } from "csv-stringify/sync";

const COLUMNS = {
  sequence: "Number",
  id: "Id",
  at: "Time (UTC)",
  actorKind: "Actor kind",
  actorId: "Actor id",
  actorName: "Actor",
  actorEmail: "Actor e-mail",
  actorRole: "Actor role",
  action: "Action",
  targetKind: "Target kind",
  targetId: "Target id",
  targetName: "Target",
  details: "Details",
  sourceAddress: "Source address",
  hash: "SHA-256",
} as const satisfies Partial<Record<keyof AuditRecord, string>>;

/** As in RFC 4180. What a spreadsheet would run as a formula gets an apostrophe in front. */
const OPTIONS = { columns: COLUMNS, record_delimiter: "windows", escape_formulas: true } as const;

/** Without it a spreadsheet reads UTF-8 in its system's code page. It begins the file, and nothing else does. */
const BYTE_ORDER_MARK = "\ufeff";

/** The beginning of a file: the line with the columns' names. */
export const auditCsvHeader = BYTE_ORDER_MARK + stringify([], { ...OPTIONS, header: true });

/** Rows as lines for a spreadsheet. What the apostrophes and the reader's own notions do to it, JSON Lines is free of. */
export function auditCsvRows(rows: readonly AuditRecord[]): string {
  return stringify(
    // A number's text by JSON: `String` keeps those it made last, and a million of them outlive the young part of the heap.
    rows.map((row) => ({ ...row, sequence: JSON.stringify(row.sequence), at: row.at.toISOString() })),
    OPTIONS,
  );
}
