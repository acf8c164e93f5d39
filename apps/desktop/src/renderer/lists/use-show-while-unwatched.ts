import { useEffect, useEffectEvent } from "react";

/**
 * Shows new rows at once while the user can't be reading or pointing at the rows that would move: the list is at
 * its top, and neither the pointer nor the focus is on it. Otherwise they are shown on request.
 */
export function useShowWhileUnwatched(arrivals: number, show: () => Promise<void>): void {
  const showIfUnwatched = useEffectEvent(() => {
    const table = document.querySelector("[role=table]");
    const isWatched =
      table !== null && (table.scrollTop > 0 || table.matches(":hover") || table.contains(document.activeElement));
    if (!isWatched) void show();
  });
  useEffect(() => {
    if (arrivals > 0) showIfUnwatched();
  }, [arrivals]);
}
