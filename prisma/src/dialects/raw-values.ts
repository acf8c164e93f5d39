import type { Dialect } from "./dialect.ts";

/** Selects a PostgreSQL timestamp as epoch milliseconds, under the column's own name or another. */
export function epochMs(column: string, name: string = column.replace(/^\w+\./, "")): string {
  return `(extract(epoch FROM ${column}) * 1000)::float8 AS ${name}`;
}

/** Selects an instant as epoch milliseconds, under the column's own name or another: as SQLite keeps it. */
export function selectInstant(dialect: Dialect, column: string, name?: string): string {
  if (dialect === "postgresql") return epochMs(column, name);
  return name === undefined ? column : `${column} AS ${name}`;
}

/** Texts as one parameter of type text[]. PostgreSQL escapes inside quotes as JSON does. */
export function arrayLiteral(texts: readonly string[]): string {
  return `{${texts.map((text) => JSON.stringify(text)).join(",")}}`;
}
