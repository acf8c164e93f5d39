import { useLocation } from "@tanstack/react-router";
import { useEffect, useRef, type RefObject } from "react";
import { rowLink } from "./rows-on-page.ts";

/** The row that had the focus last, by the entry of the browser's history that shows the list. */
const lastRows = new Map<string, string>();

/** Gives the focus back to the row that had it when the page was left, once the row is drawn. */
export function useReturnToRow(table: RefObject<HTMLElement | null>): void {
  const entry = useLocation({ select: ({ state, href }) => state.__TSR_key ?? href });
  const due = useRef(lastRows.get(entry));
  useEffect(() => {
    if (due.current === undefined || table.current === null) return;
    const link = rowLink(table.current, due.current);
    // The user may have moved the focus meanwhile.
    const isFree = document.activeElement === document.body;
    if (isFree) link?.focus({ preventScroll: true });
    if (!isFree || link !== null) due.current = undefined;
  });
  useEffect(() => {
    const shown = table.current;
    const note = ({ target }: FocusEvent) => {
      const row = target instanceof Element ? target.closest<HTMLElement>("[data-row-id]") : null;
      if (row !== null) lastRows.set(entry, row.dataset["rowId"] ?? "");
    };
    shown?.addEventListener("focusin", note);
    return () => shown?.removeEventListener("focusin", note);
  }, [table, entry]);
}
