import { EXECUTOR_STATES, type StateCounts } from "@excalibur/api/contract";
import { z } from "zod";
import { searchParameter } from "../../../lists/search-field.ts";

/** What narrows the list. Lives in the page's address, so that it survives a reload and going back. */
export const executorFilterSearch = z.object({
  search: searchParameter,
  state: z.enum(EXECUTOR_STATES).optional().catch(undefined),
});

export type ExecutorFilter = z.infer<typeof executorFilterSearch>;

/** The filter as the procedure takes it. */
export function executorInputOf({ search = "", state }: ExecutorFilter) {
  const wanted = search.trim();
  return {
    ...(wanted === "" ? {} : { search: wanted }),
    ...(state === undefined ? {} : { state }),
  };
}

/** How many executors a filter leaves, of the counts that the server sends with each page. */
export function countOf(counts: StateCounts, state: ExecutorFilter["state"]): number {
  return state === undefined ? EXECUTOR_STATES.reduce((sum, each) => sum + counts[each], 0) : counts[state];
}
