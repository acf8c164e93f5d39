import type { KeyboardEvent } from "react";
import { rowLinks, searchBox } from "./rows-on-page.ts";

/** Arrow keys go from name to name, and from the first one up to the search box. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const table = event.currentTarget.closest("[role=table]");
  if (table !== null) moveWithin(table, event.currentTarget, event);
}

/** Moves the focus among the rows of one container. @param link of the row that has the focus. */
export function moveWithin(
  rows: Element,
  link: HTMLElement,
  event: Pick<Event, "preventDefault"> & { key: string },
): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const links = rowLinks(rows);
  const index = links.indexOf(link) + step;
  event.preventDefault();
  const next = index < 0 ? searchBox() : links[index];
  next?.focus();
}
