import type { Dialect } from "../dialects/dialect.ts";

/** Rows a statement. SQLite answers within the call: what is one statement is one stretch in which no sync is answered. */
const ROWS_AT_ONCE = { sqlite: 100, postgresql: Infinity } as const satisfies Record<Dialect, number>;

/** Rows in as many statements as the dialect needs. */
export function* batchesOf<Row>(rows: readonly Row[], dialect: Dialect): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE[dialect]) {
    yield rows.slice(start, start + ROWS_AT_ONCE[dialect]);
  }
}

/** PostgreSQL's instant of milliseconds since 1970. */
export function instantOf(milliseconds: string): string {
  return `to_timestamp(${milliseconds} / 1000.0)::timestamptz(3) AT TIME ZONE 'UTC'`;
}
