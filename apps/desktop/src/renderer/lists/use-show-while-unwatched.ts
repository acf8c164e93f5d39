import { useEffect, useEffectEvent } from "react";

/**
 * Brings new rows in by themselves while nobody could be reading or aiming at those that would move: the list stands at
 * its top, and neither the pointer nor the focus is on it. Otherwise they wait to be asked for.
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
