import type { RawValue } from "./database.ts";
import type { Dialect } from "./dialect.ts";

/** Selects a PostgreSQL timestamp as epoch milliseconds, under the column's own name. */
export function epochMs(column: string): string {
  return `(extract(epoch FROM ${column}) * 1000)::float8 AS ${column.replace(/^\w+\./, "")}`;
}

/** Selects an instant as epoch milliseconds, under the column's own name: as SQLite keeps it. */
export function selectInstant(dialect: Dialect, column: string): string {
  return dialect === "sqlite" ? column : epochMs(column);
}

/** The instant in a column that was selected as epoch milliseconds. Through Prisma, SQLite's come as what they are. */
export function instant(selected: RawValue | Date | bigint | undefined): Date | null {
  if (selected instanceof Date) return selected;
  return typeof selected === "number" || typeof selected === "bigint" ? new Date(Number(selected)) : null;
}

/** Texts as one parameter of type text[]. PostgreSQL escapes inside quotes as JSON does. */
export function arrayLiteral(texts: readonly string[]): string {
  return `{${texts.map((text) => JSON.stringify(text)).join(",")}}`;
}
