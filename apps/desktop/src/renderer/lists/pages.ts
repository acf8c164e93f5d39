export interface WithId {
  id: string;
}

/** One page of a list, with fields about the whole list, such as counts. */
export interface Page<Item extends WithId = WithId> {
  items: Item[];
  nextCursor: string | null;
}

/** Where a page begins: so many rows after a cursor; without one, after the list's top. */
export interface PageCursor {
  cursor: string | null;
  skip: number;
}

/** A stretch of the list, as long as one page. */
interface Slot<Item> {
  /** Null while it was not read, and again once it was let go because it is far from what is on screen. */
  items: Item[] | null;
  /** How many rows it is, or is thought to be. */
  rows: number;
  /** Where the next one begins; null at the list's end, undefined while it is not known. */
  nextCursor: string | null | undefined;
}

/** A list of which some stretches are here and others are not: it may be far longer than what is ever looked at. */
export interface Pages<P extends Page> {
  slots: Slot<ItemOf<P>>[];
  /** The page that was read last, for its fields of the whole list. */
  latest: P;
  /** The same until the list is read again from its top. */
  order: symbol;
}

export type ItemOf<P extends Page> = P["items"][number];

/** Rows around those on screen that are kept. Other rows are read again when they come on screen. */
const KEPT_ROWS = 2_000;

export const TOP: PageCursor = { cursor: null, skip: 0 };

/**
 * A list of which the first page was read.
 * @param total how many rows there are in all; null where the server does not count them: then the rest is one row, which
 *   stands for the next page.
 */
export function startOf<P extends Page>(first: P, total: number | null): Pages<P> {
  const { items, nextCursor } = first;
  const slots: Slot<ItemOf<P>>[] = [{ items, rows: items.length, nextCursor }];
  if (nextCursor !== null) slots.push(...unread(total === null ? 1 : total - items.length, items.length));
  return { slots, latest: first, order: Symbol() };
}

/** Slots for rows that were not read yet; one at least, since there are more. */
function unread(rows: number, pageRows: number): Slot<never>[] {
  const count = Math.max(1, Math.ceil(rows / pageRows));
  return Array.from({ length: count }, (_, index) => ({
    items: null,
    rows: Math.max(1, Math.min(pageRows, rows - index * pageRows)),
    nextCursor: undefined,
  }));
}

/** The first slot among the rows from `first` to `last` that has yet to be read; null when all are here. */
export function firstUnreadSlot<P extends Page>({ slots }: Pages<P>, first: number, last: number): number | null {
  return slotsOfRows(slots, first, last).find((index) => slots[index]?.items === null) ?? null;
}

/**
 * Whether none of the rows from `first` to `last` was on screen before: a user who scrolls that fast has passed them before
 * they are read.
 */
export function isElsewhere(first: number, last: number, before: { first: number; last: number }): boolean {
  return first > before.last || last < before.first;
}

/** Where a slot begins, from the nearest slot before it of which one knows where it ends. */
export function cursorOf<P extends Page>({ slots }: Pages<P>, index: number): PageCursor {
  let skip = 0;
  for (let before = index - 1; before >= 0; before--) {
    const slot = slots[before];
    if (typeof slot?.nextCursor === "string") return { cursor: slot.nextCursor, skip };
    skip += slot?.rows ?? 0;
  }
  return { cursor: null, skip };
}

/** The list with a page that was read for one of its slots. Where the list turns out to end, or not to, it follows. */
export function withPage<P extends Page>(shown: Pages<P>, index: number, page: P): Pages<P> {
  const slot = { items: page.items, rows: page.items.length, nextCursor: page.nextCursor };
  const before = shown.slots.slice(0, index);
  const after = page.nextCursor === null ? [] : shown.slots.slice(index + 1);
  const goesOn = page.nextCursor !== null && after.length === 0;
  return { ...shown, slots: [...before, slot, ...(goesOn ? unread(1, 1) : after)], latest: page };
}

/** The list without the rows that are far from those on screen. The first page stays: new rows are found by it. */
export function withoutFarRows<P extends Page>(shown: Pages<P>, first: number, last: number): Pages<P> {
  const near = new Set([0, ...slotsOfRows(shown.slots, first - KEPT_ROWS, last + KEPT_ROWS)]);
  if (shown.slots.every((slot, index) => slot.items === null || near.has(index))) return shown;
  return { ...shown, slots: shown.slots.map((slot, index) => (near.has(index) ? slot : { ...slot, items: null })) };
}

/** How many rows the list has, and the one at an index: undefined while it is not here. */
export function rowsOf<P extends Page>({ slots }: Pages<P>) {
  const starts: number[] = [];
  let count = 0;
  for (const { rows } of slots) {
    starts.push(count);
    count += rows;
  }
  const at = (index: number): ItemOf<P> | undefined => {
    const slot = lastAtMost(starts, index);
    return slots[slot]?.items?.[index - (starts[slot] ?? 0)];
  };
  return { count, at };
}

/** Index of the last number that is at most `value`, in numbers that rise. */
function lastAtMost(numbers: readonly number[], value: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((numbers[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Indexes of the slots that hold the rows from `first` to `last`. */
export function slotsOfRows(slots: readonly { rows: number }[], first: number, last: number): number[] {
  let start = 0;
  const holding: number[] = [];
  for (const [index, { rows }] of slots.entries()) {
    const end = start + rows;
    if (start <= last && end > first) holding.push(index);
    start = end;
  }
  return holding;
}
