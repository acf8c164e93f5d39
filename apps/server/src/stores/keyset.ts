import { refuse, type PageCursor } from "@excalibur/api/server";

export type Direction = "asc" | "desc";

/** The part of a `where` that skips everything up to a cursor, in the order "field, then id", rows without a value last. */
export function afterCursor(
  field: string,
  direction: Direction,
  cursor: PageCursor | null,
  kind: "text" | "instant",
  nullable: boolean,
) {
  if (cursor === null) return {};
  const beyond = direction === "asc" ? "gt" : "lt";
  const id = { [beyond]: cursor.id };
  if (cursor.value === null) return nullable ? { [field]: null, id } : foreignCursor();
  const value = cursorValue(cursor.value, kind);
  const further = [{ [field]: { [beyond]: value } }, { [field]: value, id }];
  if (nullable) return { OR: [...further, { [field]: null }] };
  // Says nothing new, but an index can start there; it can't at an "or".
  return { AND: [{ [field]: { [`${beyond}e`]: value } }, { OR: further }] };
}

function cursorValue(value: string | number, kind: "text" | "instant"): string | Date {
  if (kind === "text" && typeof value === "string") return value;
  if (kind === "instant" && typeof value === "number" && Number.isFinite(new Date(value).getTime()))
    return new Date(value);
  return foreignCursor();
}

function foreignCursor(): never {
  throw refuse("invalid_input", { fieldErrors: { cursor: ["This cursor belongs to another order of the list."] } });
}
