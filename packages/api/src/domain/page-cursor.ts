/** Where a page ended: the sort value of its last row and that row's id. Both together are unique. */
export interface PageCursor {
  readonly value: string | number | null;
  readonly id: string;
}

/** Writes a cursor as opaque URL-safe text. */
export function encodeCursor(cursor: PageCursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify([cursor.value, cursor.id]));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** Reads a cursor back; null when the text can't be one of ours. */
export function decodeCursor(text: string): PageCursor | null {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const parsed: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (!Array.isArray(parsed) || parsed.length !== 2) return null;
    const [value, id] = parsed as [unknown, unknown];
    const isValue = value === null || isText(value) || Number.isFinite(value);
    return isValue && isText(id) ? { value: value as PageCursor["value"], id } : null;
  } catch {
    return null;
  }
}

/** No row of ours has a zero character, and PostgreSQL can't even be asked for one. */
function isText(value: unknown): value is string {
  return typeof value === "string" && !value.includes("\0");
}
