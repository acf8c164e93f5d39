import {
  EXECUTOR_KINDS,
  EXECUTOR_SORT_FIELDS,
  EXECUTOR_STATES,
  executorVersion,
  labelWritten,
  resourceId,
  type ExecutorSortField,
  type StateCounts,
} from "@excalibur/api/contract";
import { z } from "zod";
import { searchParameter } from "../../../lists/search-field.ts";

/** What narrows and orders the list. Lives in the page's address, so that it survives a reload and going back. */
export const executorFilterSearch = z.object({
  search: searchParameter,
  state: z.enum(EXECUTOR_STATES).optional().catch(undefined),
  kind: z.enum(EXECUTOR_KINDS).optional().catch(undefined),
  version: executorVersion.optional().catch(undefined),
  key: resourceId("key").optional().catch(undefined),
  label: labelWritten.optional().catch(undefined),
  sort: z.enum(EXECUTOR_SORT_FIELDS).optional().catch(undefined),
  direction: z.enum(["asc", "desc"]).optional().catch(undefined),
});

export type ExecutorFilter = z.infer<typeof executorFilterSearch>;

export interface ExecutorSort {
  by: ExecutorSortField;
  direction: "asc" | "desc";
}

export function sortOf({ sort = "name", direction = "asc" }: ExecutorFilter): ExecutorSort {
  return { by: sort, direction };
}

/** Which executors, as the procedures take it. */
export function executorInputOf({ search = "", state, kind, version, key, label }: ExecutorFilter) {
  const wanted = search.trim();
  return {
    ...(wanted === "" ? {} : { search: wanted }),
    ...(state === undefined ? {} : { state }),
    ...(kind === undefined ? {} : { kind }),
    ...(version === undefined ? {} : { version }),
    ...(key === undefined ? {} : { apiKeyId: key }),
    ...(label === undefined ? {} : { labels: [label] }),
  };
}

/** Shows every executor again, in the order that was chosen. */
export const NO_FILTER = {
  search: undefined,
  state: undefined,
  kind: undefined,
  version: undefined,
  key: undefined,
  label: undefined,
} as const;

export function isFiltered({ sort: _sort, direction: _direction, ...filter }: ExecutorFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

/** How many executors a filter leaves, of the counts that the server sends with each page. */
export function countOf(counts: StateCounts, state: ExecutorFilter["state"]): number {
  return state === undefined ? EXECUTOR_STATES.reduce((sum, each) => sum + counts[each], 0) : counts[state];
}
