/** What leads to a row's page or details, on the row itself. */
const ROW_LINK = "[data-row-link]";
/** The box that searches the list on the same page. */
const SEARCH_BOX = "input[data-list-search]";

/** The links of the rows that are drawn, from the top down: rows are drawn in the order in which they came into view. */
export function rowLinks(table: Element): HTMLElement[] {
  return [...table.querySelectorAll<HTMLElement>(ROW_LINK)].toSorted(
    (a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top,
  );
}

/** The link of one row; null while that is not drawn. */
export function rowLink(table: Element, id: string): HTMLElement | null {
  return table.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"] ${ROW_LINK}`);
}

/** The link of the first row in sight. @param headPx how much of the table's top its headings cover. */
export function firstLinkInSight(table: Element, headPx: number): HTMLElement | undefined {
  const top = table.getBoundingClientRect().top + headPx;
  return rowLinks(table).find((link) => link.getBoundingClientRect().top >= top);
}

export function searchBox(): HTMLElement | null {
  return document.querySelector<HTMLElement>(SEARCH_BOX);
}

export function isSearchBox(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(SEARCH_BOX);
}
