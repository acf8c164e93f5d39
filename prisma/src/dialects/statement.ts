import type { RawValue } from "../connections/database.ts";
import type { Dialect } from "./dialect.ts";
import { arrayLiteral } from "./raw-values.ts";
import { recordset, type ColumnTypes } from "./recordset.ts";

/** Puts together the text of a statement whose conditions vary. Every value becomes a parameter, in the order of the text. */
export class Statement {
  readonly dialect: Dialect;
  readonly parameters: RawValue[] = [];

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  parameter(value: RawValue): string {
    this.parameters.push(value);
    return this.dialect === "sqlite" ? "?" : `$${this.parameters.length}`;
  }

  /** For a value whose type does not follow from its column. */
  integer(value: number): string {
    return this.dialect === "sqlite" ? this.parameter(value) : `${this.parameter(value)}::int`;
  }

  instant(instant: Date): string {
    if (this.dialect === "sqlite") return this.parameter(instant.getTime());
    // Stored without a zone, in UTC: the text must name none either.
    return `${this.parameter(instant.toISOString().slice(0, -1))}::timestamp`;
  }

  /**
   * That a column has one of some texts. They are one parameter: either database takes 32,766 a statement. On PostgreSQL it is a
   * comparison, not a join: without statistics, as after a restore, a join of many keys took minutes.
   */
  isOneOf(column: string, texts: readonly string[]): string {
    return this.dialect === "sqlite"
      ? `${column} IN (SELECT value FROM json_each(${this.parameter(JSON.stringify(texts))}))`
      : `${column} = ANY(${this.parameter(arrayLiteral(texts))}::text[])`;
  }

  /** That a column has one of the texts that a query finds. On PostgreSQL they are one array, and each is looked up in an index. */
  isAnyOf(column: string, query: string): string {
    return this.dialect === "sqlite" ? `${column} IN (${query})` : `${column} = ANY(ARRAY(${query}))`;
  }

  /** Rows as a table for FROM, with their fields as its columns. They are one parameter: thousands of them take longer to bind than to write. */
  rows<Row extends object>(rows: readonly Row[], types: ColumnTypes<Row>): string {
    const { text, tableOf } = recordset(this.dialect, rows, types);
    return tableOf(this.parameter(text));
  }

  /** That a text stands in a column, each of its characters for itself. Letters in lower and upper case are different ones. */
  contains(column: string, text: string): string {
    if (this.dialect === "sqlite") return `instr(${column}, ${this.parameter(text)}) > 0`;
    // What trigrams can find.
    return `${column} LIKE ${this.parameter(`%${literally(text)}%`)}`;
  }

  /** That a column begins with a text, read in the same way. */
  beginsWith(column: string, text: string): string {
    if (this.dialect === "sqlite") return `instr(${column}, ${this.parameter(text)}) = 1`;
    return `${column} LIKE ${this.parameter(`${literally(text)}%`)}`;
  }

  /** That a column ends with a text, read in the same way. */
  endsWith(column: string, text: string): string {
    if (this.dialect === "sqlite") return `substr(${column}, -${text.length}) = ${this.parameter(text)}`;
    return `${column} LIKE ${this.parameter(`%${literally(text)}`)}`;
  }
}

function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
