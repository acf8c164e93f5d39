import { useSelectedIds } from "./selecting.ts";
import type { RowSelection } from "./row-selection.ts";

/** While rows are selected, a bar lies over the list's end: with room below, its last rows can be scrolled out from under the bar. */
export function RoomBelow({ selection }: { selection: RowSelection }) {
  return useSelectedIds(selection).size > 0 && <div aria-hidden className="h-36" />;
}
