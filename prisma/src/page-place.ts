import type { Statement } from "./statement.ts";

/** Where a page begins: after the row with this value and id. */
export interface PagePlace {
  readonly value: string | Date | null;
  readonly id: string;
}

export type Direction = "asc" | "desc";

/** That a row comes after a place in the order "column, then id". An index on both can start there. */
export function isAfter(
  statement: Statement,
  { column, id }: { column: string; id: string },
  direction: Direction,
  place: PagePlace,
): string {
  const { value } = place;
  const beyond = direction === "asc" ? ">" : "<";
  if (value === null) return `${id} ${beyond} ${statement.parameter(place.id)}`;
  const at = value instanceof Date ? statement.instant(value) : statement.parameter(value);
  return `(${column}, ${id}) ${beyond} (${at}, ${statement.parameter(place.id)})`;
}
