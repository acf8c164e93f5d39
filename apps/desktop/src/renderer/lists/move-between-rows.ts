import type { KeyboardEvent } from "react";
import { rowLinks, searchBox } from "./rows-on-page.ts";

/** Arrow keys go from name to name, and from the first one up to the search box. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const table = event.currentTarget.closest("[role=table]");
  if (step === undefined || table === null) return;
  const links = rowLinks(table);
  const index = links.indexOf(event.currentTarget) + step;
  event.preventDefault();
  const next = index < 0 ? searchBox() : links[index];
  next?.focus();
}
