import type { ExportFormat } from "@excalibur/api/contract";
import { stringify } from "csv-stringify/sync";

/** What stands in a cell of a table. */
export type Cell = string | number | boolean | Date | null;

/** The columns of a table: each heading, and what of a row stands under it. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => Cell>>;

/** How rows become the text of a file. */
export interface TextOf<Row> {
  readonly contentType: string;
  /** The beginning of the file. */
  readonly header: string;
  readonly write: (rows: readonly Row[]) => string;
}

/** Without it a spreadsheet reads UTF-8 in its system's code page. It begins the file, and nothing else does. */
const BYTE_ORDER_MARK = "\ufeff";

/** As in RFC 4180. What a spreadsheet would run as a formula gets an apostrophe in front. */
const OPTIONS = { record_delimiter: "windows", escape_formulas: true } as const;

/** A list as a table for people and as JSON Lines for programs. JSON Lines has the text as it is stored, without apostrophes. */
export function formatsOf<Row>(columns: Columns<Row>, line: (row: Row) => string): Record<ExportFormat, TextOf<Row>> {
  const cells = Object.values(columns);
  return {
    csv: {
      contentType: "text/csv; charset=utf-8; header=present",
      header: BYTE_ORDER_MARK + stringify([Object.keys(columns)], OPTIONS),
      write: (rows) =>
        stringify(
          rows.map((row) => cells.map((cell) => textOf(cell(row)))),
          OPTIONS,
        ),
    },
    jsonl: {
      contentType: "application/jsonl; charset=utf-8",
      header: "",
      write: (rows) => rows.map((row) => `${line(row)}\n`).join(""),
    },
  };
}

function textOf(cell: Cell): string {
  if (cell === null) return "";
  if (cell instanceof Date) return cell.toISOString();
  // A number's text by JSON: `String` keeps those it made last, and a million of them outlive the young part of the heap.
  return typeof cell === "string" ? cell : JSON.stringify(cell);
}
