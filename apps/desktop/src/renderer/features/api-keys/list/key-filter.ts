import { KEY_SORT_FIELDS, KEY_STATUSES, type KeySortField, type KeyStatus } from "@excalibur/api/contract";
import { z } from "zod";
import { searchParameter } from "../../../lists/search-field.ts";

/** What narrows and orders the list. Lives in the page's address, so that it survives a reload and going back. */
export const keyFilterSearch = z.object({
  search: searchParameter,
  status: z.enum(KEY_STATUSES).optional().catch(undefined),
  sort: z.enum(KEY_SORT_FIELDS).optional().catch(undefined),
  direction: z.enum(["asc", "desc"]).optional().catch(undefined),
});

export type KeyFilter = z.infer<typeof keyFilterSearch>;

export interface KeySort {
  by: KeySortField;
  direction: "asc" | "desc";
}

const NEWEST_FIRST: KeySort = { by: "createdAt", direction: "desc" };

export function sortOf({ sort, direction }: KeyFilter): KeySort {
  return sort === undefined ? NEWEST_FIRST : { by: sort, direction: direction ?? "asc" };
}

/** The filter as the procedure takes it. */
export function listInputOf(filter: KeyFilter) {
  const search = filter.search?.trim() ?? "";
  return {
    ...(search === "" ? {} : { search }),
    ...(filter.status === undefined ? {} : { status: filter.status }),
    sort: sortOf(filter),
  };
}

/** How many keys a status filter leaves, of the counts that the server sends with each page. */
export function countOf(counts: Record<KeyStatus, number>, status: KeyStatus | undefined): number {
  return status === undefined ? KEY_STATUSES.reduce((sum, each) => sum + counts[each], 0) : counts[status];
}
