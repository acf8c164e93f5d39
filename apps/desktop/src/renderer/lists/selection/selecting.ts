import { createContext, use, useSyncExternalStore } from "react";
import type { RowSelection } from "./row-selection.ts";

/** How the rows of a list are selected. */
export interface Selecting {
  readonly selection: RowSelection;
  /** Selects every row that passes the filter, those that are not here too. */
  readonly selectAll: () => Promise<void>;
}

/** A list's own way to select, with what its rows need of the table. Null where no row can be selected. */
interface SelectingRows extends Selecting {
  readonly idAt: (index: number) => string | undefined;
}

const Rows = createContext<SelectingRows | null>(null);

export const SelectingProvider = Rows.Provider;

export function useSelecting(): SelectingRows | null {
  return use(Rows);
}

export function useSelectedIds({ subscribe, ids }: RowSelection): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, ids);
}

export function useIsSelected(selection: RowSelection, id: string): boolean {
  return useSyncExternalStore(selection.subscribe, () => selection.ids().has(id));
}
