import { createContext, useContext } from "react";
import { useIsDeleted } from "../server/live/deleted-records.ts";

/** Ids of rows on screen that the server no longer finds. */
const GoneRows = createContext<ReadonlySet<string>>(new Set());

export const GoneRowsProvider = GoneRows.Provider;

/**
 * What became of a row: it is deleted once a live message has said so. One that is merely not found says nothing of why;
 * the message may have been missed. Null while it is there.
 */
export function useGone(id: string): "deleted" | "notFound" | null {
  const isDeleted = useIsDeleted(id);
  const isGone = useContext(GoneRows).has(id);
  if (!isGone) return null;
  return isDeleted ? "deleted" : "notFound";
}
