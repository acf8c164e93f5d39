import type { Statement } from "../dialects/statement.ts";

/** Where a page begins: after the row with this value and id. */
export interface PageStart {
  readonly value: string | number | Date | null;
  readonly id: string;
}

export type Direction = "asc" | "desc";

/** That a row comes after the start in the order "column, then id". An index on both can start there. */
export function isAfter(
  statement: Statement,
  { column, id }: { column: string; id: string },
  direction: Direction,
  start: PageStart,
): string {
  const { value } = start;
  const beyond = direction === "asc" ? ">" : "<";
  if (value === null) return `${id} ${beyond} ${statement.parameter(start.id)}`;
  const at =
    value instanceof Date
      ? statement.instant(value)
      : typeof value === "number"
        ? statement.integer(value)
        : statement.parameter(value);
  return `(${column}, ${id}) ${beyond} (${at}, ${statement.parameter(start.id)})`;
}
