import { hashKey } from "@tanstack/react-query";
import { slotsOfRows, type ItemOf, type Page, type Pages, type WithId } from "./pages.ts";

/**
 * Puts what the server says now into the rows that are shown, without moving any of them: nothing may slip away under
 * the pointer. Rows that are new to the list are not inserted; `newTo` counts them. A row of which everything
 * is as it was stays the very same object, so that nothing of it is drawn again.
 * @param fresh some of the pages, asked for again; the first of them has the fields of the whole list.
 * @param rereads rows that were missing from the fresh pages and were asked for one by one.
 */
export function mergeLive<P extends Page>(
  shown: Pages<P>,
  fresh: readonly P[],
  rereads: readonly ItemOf<P>[],
): Pages<P> {
  const now = new Map([...fresh.flatMap((page) => page.items), ...rereads].map((item) => [item.id, item]));
  const merged = mapItems(shown, (items) => items.map((item) => latestOf(item, now.get(item.id) ?? item)));
  return { ...merged, latest: fresh[0] ?? shown.latest };
}

function latestOf<Item>(shown: Item, now: Item): Item {
  return shown === now || hashKey([shown]) === hashKey([now]) ? shown : now;
}

/** Rows on the fresh pages that the list does not show yet. */
export function newTo<P extends Page>(
  { slots }: Pages<P>,
  askedSlots: readonly number[],
  fresh: readonly P[],
): string[] {
  const known = new Set(slots.flatMap(({ items }) => idsOf(items)));
  return fresh.flatMap((page, index) => {
    const ids = idsOf(page.items);
    const below = slots[(askedSlots[index] ?? 0) + 1];
    // The last ones may have moved up from the page below, when that is not loaded.
    const certain = below?.items === null ? ids.slice(0, ids.findLastIndex((id) => known.has(id)) + 1) : ids;
    return certain.filter((id) => !known.has(id));
  });
}

/** Rows of the read slots that the fresh pages no longer contain: moved in the order, or gone. */
export function missingFrom<P extends Page>(
  shown: Pages<P>,
  askedSlots: readonly number[],
  fresh: readonly P[],
): string[] {
  const found = new Set(fresh.flatMap((page) => idsOf(page.items)));
  return askedSlots.flatMap((index) => idsOf(shown.slots[index]?.items ?? null)).filter((id) => !found.has(id));
}

/** The slots with loaded rows between `first` and `last`, and always the first slot, where new rows arrive. */
export function pagesOfRows<P extends Page>({ slots }: Pages<P>, first: number, last: number): number[] {
  const pages = slotsOfRows(slots, first, last).filter((index) => slots[index]?.items !== null);
  return [...new Set([0, ...pages])];
}

export function replaceItem<P extends Page>(shown: Pages<P>, item: ItemOf<P>): Pages<P> {
  return mapItems(shown, (items) => items.map((each) => (each.id === item.id ? item : each)));
}

export function withoutItem<P extends Page>(shown: Pages<P>, id: string): Pages<P> {
  return mapItems(shown, (items) => items.filter((item) => item.id !== id));
}

/** Shows a new row directly above the row that it replaces, where the user looks for it, not at its place in the order. */
export function insertAbove<P extends Page>(shown: Pages<P>, replaced: ItemOf<P>, added: ItemOf<P>): Pages<P> {
  return mapItems(shown, (items) => items.flatMap((item) => (item.id === replaced.id ? [added, replaced] : [item])));
}

/** The first page alone: the list is read again from its end. */
export function firstPageOf<P extends Page>(all: Pages<P>): Pages<P> {
  return { ...all, slots: all.slots.slice(0, 1) };
}

/** Slots in which nothing changed stay the very same. */
function mapItems<P extends Page>(shown: Pages<P>, change: (items: ItemOf<P>[]) => ItemOf<P>[]): Pages<P> {
  const slots = shown.slots.map((slot) => {
    if (slot.items === null) return slot;
    const items = change(slot.items);
    const isSame = items.length === slot.items.length && items.every((item, index) => item === slot.items?.[index]);
    return isSame ? slot : { ...slot, items, rows: items.length };
  });
  return { ...shown, slots };
}

function idsOf(items: readonly WithId[] | null): string[] {
  return items?.map(({ id }) => id) ?? [];
}
