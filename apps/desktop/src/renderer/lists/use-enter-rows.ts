import { useEffect, type RefObject } from "react";
import { isFreeKey } from "../ui/use-shortcut.ts";
import { firstLinkInSight, isSearchBox } from "./rows-on-page.ts";

/** ↓ goes to the first row in sight: from the search box, and from anywhere on the page that has no use of its own for it. */
export function useEnterRows(table: RefObject<HTMLElement | null>, headPx: number): void {
  useEffect(() => {
    const enter = (event: KeyboardEvent) => {
      if (event.key !== "ArrowDown" || !isFreeKey(event, { alsoWhenTyping: isSearchBox(event.target) })) return;
      const link = table.current && firstLinkInSight(table.current, headPx);
      if (!link) return;
      event.preventDefault();
      link.focus();
    };
    window.addEventListener("keydown", enter);
    return () => window.removeEventListener("keydown", enter);
  }, [table, headPx]);
}
