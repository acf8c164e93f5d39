import type { PresenceCounts } from "@excalibur/api/contract";
import { z } from "zod";
import { searchParameter } from "../../../lists/search-field.ts";

export const PRESENCES = ["online", "offline"] as const;

/** What narrows the list. Lives in the page's address, so that it survives a reload and going back. */
export const executorFilterSearch = z.object({
  search: searchParameter,
  presence: z.enum(PRESENCES).optional().catch(undefined),
});

export type ExecutorFilter = z.infer<typeof executorFilterSearch>;

/** The filter as the procedure takes it. */
export function executorInputOf({ search = "", presence }: ExecutorFilter) {
  const wanted = search.trim();
  return {
    ...(wanted === "" ? {} : { search: wanted }),
    ...(presence === undefined ? {} : { online: presence === "online" }),
  };
}

/** How many executors a filter leaves, of the counts that the server sends with each page. */
export function countOf(counts: PresenceCounts, presence: ExecutorFilter["presence"]): number {
  return presence === undefined ? counts.online + counts.offline : counts[presence];
}
