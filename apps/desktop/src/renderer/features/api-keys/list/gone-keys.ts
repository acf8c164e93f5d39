import { createContext, useContext } from "react";

/** Ids of rows on screen whose key somebody else has deleted meanwhile. */
const GoneKeys = createContext<ReadonlySet<string>>(new Set());

export const GoneKeysProvider = GoneKeys.Provider;

export function useIsGone(id: string): boolean {
  return useContext(GoneKeys).has(id);
}
