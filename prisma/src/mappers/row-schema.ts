import type { RawValue } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { selectInstant } from "../dialects/raw-values.ts";

/** What a driver or Prisma hands back for a column: SQLite has no booleans, and integers can be `bigint`. */
type Selected = RawValue | Date | bigint | undefined;

/** A row as it comes from the driver or through Prisma. */
export type RawRow = Readonly<Record<string, Selected>>;

/** One column of a statement's result: what is selected, and how its value is read. */
interface Column<Value> {
  readonly sql: string;
  readonly isInstant: boolean;
  /** @returns undefined for a value that the column can't hold. */
  readonly read: (value: Selected) => Value | undefined;
}

type Columns = Readonly<Record<string, Column<unknown>>>;

/** The schema of a row, by its columns. */
export type RowOf<Schema extends RowSchema<Columns>> =
  Schema extends RowSchema<infer Named> ? { readonly [Name in keyof Named]: ValueOf<Named[Name]> } : never;

type ValueOf<Of> = Of extends Column<infer Value> ? Value : never;

const readText = (value: Selected) => (typeof value === "string" ? value : undefined);
const readInteger = (value: Selected) =>
  typeof value === "number" || typeof value === "bigint" ? Number(value) : undefined;
const readBoolean = (value: Selected) =>
  typeof value === "boolean" ? value : value === 0 || value === 1 ? value === 1 : undefined;
const readInstant = (value: Selected) => {
  if (value instanceof Date) return value;
  return typeof value === "number" || typeof value === "bigint" ? new Date(Number(value)) : undefined;
};

const column = <Value>(read: (value: Selected) => Value | undefined, isInstant = false) => ({
  notNull: (sql: string): Column<Value> => ({ sql, isInstant, read }),
  nullable: (sql: string): Column<Value | null> => ({
    sql,
    isInstant,
    read: (value) => (value === null ? null : read(value)),
  }),
});

export const { notNull: text, nullable: textOrNull } = column(readText);
export const { notNull: integer, nullable: integerOrNull } = column(readInteger);
export const { notNull: boolean, nullable: booleanOrNull } = column(readBoolean);
export const { notNull: instant, nullable: instantOrNull } = column(readInstant, true);

/** The columns that a statement selects and the row that it makes of them, written once. */
export class RowSchema<const Named extends Columns> {
  readonly #columns: readonly (readonly [string, Column<unknown>])[];

  constructor(columns: Named) {
    this.#columns = Object.entries(columns);
  }

  /** What stands between SELECT and FROM. */
  select(dialect: Dialect): string {
    return this.#columns
      .map(([name, { sql, isInstant }]) =>
        isInstant ? selectInstant(dialect, sql, `"${name}"`) : `${sql} AS "${name}"`,
      )
      .join(", ");
  }

  /** @throws TypeError when a column holds what it can't hold, such as null where it is never null. */
  read(row: RawRow): RowOf<RowSchema<Named>> {
    const read = this.#columns.map(([name, { sql, read: readValue }]) => {
      const value = readValue(row[name]);
      if (value === undefined) throw new TypeError(`The column ${sql} holds ${typeof row[name]} ${String(row[name])}`);
      return [name, value];
    });
    return Object.fromEntries(read) as RowOf<RowSchema<Named>>;
  }
}
