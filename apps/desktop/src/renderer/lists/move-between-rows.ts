import type { KeyboardEvent } from "react";

/** Arrow keys go from name to name, so that the keyboard is as quick as the wheel. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const table = event.currentTarget.closest("[role=table]");
  if (step === undefined || table === null) return;
  const links = [...table.querySelectorAll<HTMLElement>("[data-row-link]")].toSorted(byPlace);
  const next = links[links.indexOf(event.currentTarget) + step];
  event.preventDefault();
  next?.focus();
}

/** Rows are drawn in whatever order they came into view. */
function byPlace(a: HTMLElement, b: HTMLElement): number {
  return a.getBoundingClientRect().top - b.getBoundingClientRect().top;
}
