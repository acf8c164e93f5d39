import type { InfiniteData } from "@tanstack/react-query";

interface WithId {
  id: string;
}

/** One page of a list, with whatever the server says about the whole list besides, such as counts. */
export interface Page<Item extends WithId = WithId> {
  items: Item[];
  nextCursor: string | null;
}

export type Pages<P extends Page> = InfiniteData<P, string | null>;

type ItemOf<P extends Page> = P["items"][number];

/**
 * Puts what the server says now into the rows that are shown, without moving any of them: nothing may slip away under
 * the pointer. Rows that are new to the list are not inserted; their number is what `newTo` tells.
 * @param fresh some of the pages, asked for again; the first of them carries what is said about the whole list.
 * @param rereads rows that were missing from the fresh pages and were asked for one by one.
 */
export function mergeLive<P extends Page>(
  shown: Pages<P>,
  fresh: readonly P[],
  rereads: readonly ItemOf<P>[],
): Pages<P> {
  const now = new Map([...fresh.flatMap((page) => page.items), ...rereads].map((item) => [item.id, item]));
  const pages = shown.pages.map((page) => ({
    ...page,
    ...fresh[0],
    items: page.items.map((item) => now.get(item.id) ?? item),
    nextCursor: page.nextCursor,
  }));
  return { ...shown, pages };
}

/** Rows on the fresh pages that the list does not show yet. */
export function newTo<P extends Page>(shown: Pages<P>, fresh: readonly P[]): string[] {
  const known = new Set(shown.pages.flatMap(idsOf));
  return fresh.flatMap(idsOf).filter((id) => !known.has(id));
}

/** Rows of the asked pages that the fresh ones do not hold any more: moved to another place, or gone. */
export function missingFrom<P extends Page>(
  shown: Pages<P>,
  askedPages: readonly number[],
  fresh: readonly P[],
): string[] {
  const found = new Set(fresh.flatMap(idsOf));
  return askedPages
    .flatMap((index) => shown.pages[index]?.items ?? [])
    .map((item) => item.id)
    .filter((id) => !found.has(id));
}

/** Indexes of the pages that hold the rows from `first` to `last`, and always the first page, where new rows arrive. */
export function pagesHolding<P extends Page>(shown: Pages<P>, first: number, last: number): number[] {
  let start = 0;
  const holding = new Set([0]);
  for (const [index, page] of shown.pages.entries()) {
    const end = start + page.items.length;
    if (start <= last && end > first) holding.add(index);
    start = end;
  }
  return [...holding];
}

export function replaceItem<P extends Page>(shown: Pages<P>, item: ItemOf<P>): Pages<P> {
  return mapItems(shown, (items) => items.map((each) => (each.id === item.id ? item : each)));
}

export function withoutItem<P extends Page>(shown: Pages<P>, id: string): Pages<P> {
  return mapItems(shown, (items) => items.filter((item) => item.id !== id));
}

/** Shows a new row right above the one it takes the place of, wherever the order would put it: there one looks for it. */
export function insertAbove<P extends Page>(shown: Pages<P>, replaced: ItemOf<P>, added: ItemOf<P>): Pages<P> {
  return mapItems(shown, (items) => items.flatMap((item) => (item.id === replaced.id ? [added, replaced] : [item])));
}

/** The first page alone: from its end on, the list is read anew. */
export function firstPageOf<P extends Page>(all: Pages<P>): Pages<P> {
  return { pages: all.pages.slice(0, 1), pageParams: all.pageParams.slice(0, 1) };
}

function mapItems<P extends Page>(shown: Pages<P>, change: (items: ItemOf<P>[]) => ItemOf<P>[]): Pages<P> {
  return { ...shown, pages: shown.pages.map((page) => ({ ...page, items: change(page.items) })) };
}

function idsOf(page: Page): string[] {
  return page.items.map(({ id }) => id);
}
