import { createContext, useContext } from "react";

/** Ids of rows on screen that somebody else has deleted meanwhile. */
const GoneRows = createContext<ReadonlySet<string>>(new Set());

export const GoneRowsProvider = GoneRows.Provider;

export function useIsGone(id: string): boolean {
  return useContext(GoneRows).has(id);
}
