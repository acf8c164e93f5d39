import { decodeCursor, encodeCursor, type PageCursor } from "./page-cursor.ts";
import { refuse } from "./refusal.ts";

/** @throws Refusal `invalid_input` when the cursor is not one that this server gave. */
export function readCursor(text: string | null | undefined): PageCursor | null {
  if (text == null) return null;
  const cursor = decodeCursor(text);
  if (cursor === null) {
    throw refuse("invalid_input", { fieldErrors: { cursor: ["Start again from the first page, without a cursor."] } });
  }
  return cursor;
}

/** Cuts a page from rows of which one more than `limit` was asked for: the extra row shows that there is a next page. */
export function takePage<Row>(rows: Row[], limit: number, cursorOf: (row: Row) => PageCursor) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null;
  return { items, nextCursor };
}
