export interface Frame {
  /** Of the rows that are drawn. */
  ids: ReadonlySet<string>;
  /** How many new rows the next frame has time for. */
  fresh: number;
}

/**
 * Which of the rows on screen are drawn next: those that are already, and so many new ones. The others follow a frame later.
 * New rows are drawn at the edge one scrolls towards: at the other they are gone at once.
 * @param onScreen ids of the rows, in their order.
 * @param towards where one scrolls; null while one does not: then all are drawn.
 */
export function rowsToDraw(
  onScreen: readonly string[],
  { ids, fresh }: Frame,
  towards: "forward" | "backward" | null,
): ReadonlySet<string> {
  if (towards === null) return new Set(onScreen);
  const missing = onScreen.filter((id) => !ids.has(id));
  const chosen = towards === "forward" ? missing.slice(-fresh) : missing.slice(0, fresh);
  return new Set([...onScreen.filter((id) => ids.has(id)), ...chosen]);
}

/** New rows that a frame has time for, and that one has which follows a late one: two and a half are what a wheel brings. */
const FRESH_ROWS = 6;
const FRESH_ROWS_WHEN_LATE = 3;
/** Half as long again as a frame of 60 a second. */
const LATE_AFTER_MS = 25;

/** How many new rows the next frame may draw. @param tookMs since the frame before the latest. */
export function freshRowsAfter(tookMs: number): number {
  return tookMs > LATE_AFTER_MS ? FRESH_ROWS_WHEN_LATE : FRESH_ROWS;
}
