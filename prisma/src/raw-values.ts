import type { RawValue } from "./database.ts";

/** Selects a PostgreSQL timestamp as epoch milliseconds, under the column's own name. */
export function epochMs(column: string): string {
  return `(extract(epoch FROM ${column}) * 1000)::float8 AS ${column.replace(/^\w+\./, "")}`;
}

/** The instant in a column that was selected as epoch milliseconds. */
export function instant(epochMilliseconds: RawValue | undefined): Date | null {
  return typeof epochMilliseconds === "number" ? new Date(epochMilliseconds) : null;
}

/** Texts as one parameter of type text[]. PostgreSQL escapes inside quotes as JSON does. */
export function arrayLiteral(texts: readonly string[]): string {
  return `{${texts.map((text) => JSON.stringify(text)).join(",")}}`;
}
