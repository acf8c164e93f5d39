import type { RouterOutputs } from "@excalibur/api";
import type { ApiKeyView } from "@excalibur/api/contract";

export type KeyPage = RouterOutputs["apiKeys"]["list"];

export interface KeyPages {
  pages: KeyPage[];
  pageParams: unknown[];
}

/**
 * Puts what the server says now into the rows that are shown, without moving any of them: nothing may slip away under
 * the pointer. Keys that are new to the list are not inserted; their number is what `newTo` tells.
 * @param fresh some of the pages, asked for again; the first of them carries the counts.
 * @param rereads rows that were missing from the fresh pages and were asked for one by one.
 */
export function mergeLive<Pages extends KeyPages>(
  shown: Pages,
  fresh: readonly KeyPage[],
  rereads: readonly ApiKeyView[],
): Pages {
  const now = new Map([...fresh.flatMap((page) => page.items), ...rereads].map((key) => [key.id, key]));
  const counts = fresh[0]?.counts;
  const pages = shown.pages.map((page) => ({
    ...page,
    items: page.items.map((key) => now.get(key.id) ?? key),
    counts: counts ?? page.counts,
  }));
  return { ...shown, pages };
}

/** Keys on the fresh pages that the list does not show yet. */
export function newTo(shown: KeyPages, fresh: readonly KeyPage[]): string[] {
  const known = new Set(shown.pages.flatMap((page) => page.items.map((key) => key.id)));
  return fresh.flatMap((page) => page.items.map((key) => key.id)).filter((id) => !known.has(id));
}

/** Rows of the asked pages that the fresh ones do not hold any more: moved to another place, or gone. */
export function missingFrom(shown: KeyPages, askedPages: readonly number[], fresh: readonly KeyPage[]): string[] {
  const found = new Set(fresh.flatMap((page) => page.items.map((key) => key.id)));
  return askedPages
    .flatMap((index) => shown.pages[index]?.items ?? [])
    .map((key) => key.id)
    .filter((id) => !found.has(id));
}

/** Indexes of the pages that hold the rows from `first` to `last`, and always the first page, where new keys arrive. */
export function pagesHolding(shown: KeyPages, first: number, last: number): number[] {
  let start = 0;
  const holding = new Set([0]);
  for (const [index, page] of shown.pages.entries()) {
    const end = start + page.items.length;
    if (start <= last && end > first) holding.add(index);
    start = end;
  }
  return [...holding];
}

export function replaceKey<Pages extends KeyPages>(shown: Pages, key: ApiKeyView): Pages {
  return mapItems(shown, (items) => items.map((each) => (each.id === key.id ? key : each)));
}

export function withoutKey<Pages extends KeyPages>(shown: Pages, id: string): Pages {
  return mapItems(shown, (items) => items.filter((key) => key.id !== id));
}

/** Shows a successor right above the key it replaces, wherever the order would put it: that is where one looks for it. */
export function insertSuccessor<Pages extends KeyPages>(
  shown: Pages,
  replaced: ApiKeyView,
  successor: ApiKeyView,
): Pages {
  return mapItems(shown, (items) => items.flatMap((key) => (key.id === replaced.id ? [successor, replaced] : [key])));
}

function mapItems<Pages extends KeyPages>(shown: Pages, change: (items: ApiKeyView[]) => ApiKeyView[]): Pages {
  return { ...shown, pages: shown.pages.map((page) => ({ ...page, items: change(page.items) })) };
}
