import { useEffect, type RefObject } from "react";
import { moveWithin } from "../../lists/move-between-rows.ts";
import { useEnterRows } from "../../lists/use-enter-rows.ts";

/** ↓ goes to the first row of the tables within an element, and the arrow keys from there to all of their rows. */
export function useRowKeys(rows: RefObject<HTMLElement | null>): void {
  useEnterRows(rows, 0);
  useEffect(() => {
    const element = rows.current;
    const move = (event: KeyboardEvent) => {
      const { target } = event;
      const isRow = target instanceof HTMLElement && target.dataset["rowLink"] !== undefined;
      if (isRow && element !== null) moveWithin(element, target, event);
    };
    element?.addEventListener("keydown", move);
    return () => element?.removeEventListener("keydown", move);
  }, [rows]);
}
