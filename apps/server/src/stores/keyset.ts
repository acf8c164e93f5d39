import { refuse, type KeyPageQuery, type PageCursor } from "@excalibur/api/server";
import type { PageStart } from "@excalibur/db";

/** What the value of a cursor is, and whether rows without a value come last. */
export interface Keyset {
  readonly kind: "text" | "instant" | "count";
  readonly isNullable?: boolean;
}

/** What a cursor of each order of keys has. */
export const KEY_KEYSETS = {
  name: { kind: "text" },
  createdAt: { kind: "instant" },
  lastUsedAt: { kind: "instant", isNullable: true },
  expiresAt: { kind: "instant", isNullable: true },
  usedBy: { kind: "count", isNullable: true },
} as const satisfies Record<KeyPageQuery["sort"]["by"], Keyset>;

/** The position where a cursor's page begins. @throws Refusal `invalid_input` when it belongs to another order. */
export function readKeyset(cursor: PageCursor | null, { kind, isNullable = false }: Keyset): PageStart | null {
  if (cursor === null) return null;
  const { id, value } = cursor;
  if (value === null) return isNullable ? { id, value } : foreignCursor();
  return { id, value: cursorValue(value, kind) };
}

/** The part of a `where` that skips everything up to a cursor, in the order "latest first, then id". */
export function earlierThan(
  cursor: PageCursor | null,
  column: "at" | "createdAt" = "at",
  idColumn: "id" | "messageId" = "id",
): object {
  const position = readKeyset(cursor, { kind: "instant" });
  if (position === null) return {};
  const { value: at, id } = position;
  // The first condition is redundant, but an index can start there; it can't at an "or".
  const [before, upTo] = [{ [column]: { lt: at } }, { [column]: { lte: at } }];
  return { AND: [upTo, { OR: [before, { [column]: at, [idColumn]: { lt: id } }] }] };
}

function cursorValue(value: string | number, kind: Keyset["kind"]): string | number | Date {
  if (kind === "text" && typeof value === "string") return value;
  if (kind === "count" && Number.isSafeInteger(value)) return value;
  if (kind === "instant" && typeof value === "number" && Number.isFinite(new Date(value).getTime()))
    return new Date(value);
  return foreignCursor();
}

function foreignCursor(): never {
  throw refuse("invalid_input", { fieldErrors: { cursor: ["This cursor belongs to another order of the list."] } });
}
