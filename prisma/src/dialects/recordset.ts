import type { RawValue } from "../connections/database.ts";
import type { Dialect } from "./dialect.ts";

type ColumnType = "text" | "integer" | "instant";

/** How each field of rows is stored. */
export type ColumnTypes<Row> = Readonly<Record<keyof Row & string, ColumnType>>;

const POSTGRESQL_TYPES = { text: "text", integer: "int", instant: "timestamp" } as const satisfies Record<
  ColumnType,
  string
>;

/**
 * Rows as one JSON text, and the table that a database makes of it. A field that the types do not name is left out.
 * @throws TypeError when a field is no text, integer or instant.
 */
export function recordset<Row extends object>(
  dialect: Dialect,
  rows: readonly Row[],
  types: ColumnTypes<Row>,
): { text: string; tableOf: (parameter: string) => string } {
  const columns = Object.entries<ColumnType>(types);
  const written = rows.map((row) =>
    Object.fromEntries(columns.map(([name]) => [name, writeValue(dialect, row[name as keyof Row])])),
  );
  const named = columns.map(([name, type]) =>
    dialect === "postgresql" ? `"${name}" ${POSTGRESQL_TYPES[type]}` : `value ->> '${name}' AS "${name}"`,
  );
  return {
    text: JSON.stringify(written),
    tableOf: (parameter) =>
      dialect === "postgresql"
        ? `json_to_recordset(${parameter}::json) AS given(${named.join(", ")})`
        : `(SELECT ${named.join(", ")} FROM json_each(${parameter})) AS given`,
  };
}

function writeValue(dialect: Dialect, value: unknown): RawValue {
  if (value === null || typeof value === "number") return value;
  // As the drivers write half of a character: PostgreSQL takes none in JSON.
  if (typeof value === "string") return value.replaceAll(/[\uD800-\uDFFF]/gu, "\uFFFD");
  // Stored without a zone, in UTC, as `Statement.instant` writes it.
  if (value instanceof Date) return dialect === "sqlite" ? value.getTime() : value.toISOString().slice(0, -1);
  throw new TypeError(`A row holds a ${typeof value}`);
}
