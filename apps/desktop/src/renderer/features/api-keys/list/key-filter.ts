import {
  KEY_SORT_FIELDS,
  KEY_STATUSES,
  MAX_EXPIRY_DAYS,
  type KeySortField,
  type KeyStatus,
} from "@excalibur/api/contract";
import { z } from "zod";
import { searchParameter } from "../../../lists/search-field.ts";

/** What narrows and orders the list. Lives in the page's address, so that it survives a reload and going back. */
export const keyFilterSearch = z.object({
  search: searchParameter,
  status: z.enum(KEY_STATUSES).optional().catch(undefined),
  expiresWithinDays: z.int().min(1).max(MAX_EXPIRY_DAYS).optional().catch(undefined),
  neverUsed: z.literal(true).optional().catch(undefined),
  shared: z.literal(true).optional().catch(undefined),
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

/** Which keys, as the procedures take it. */
export function filterInputOf(filter: KeyFilter) {
  const search = filter.search?.trim() ?? "";
  return {
    ...(search === "" ? {} : { search }),
    ...(filter.status === undefined ? {} : { status: filter.status }),
    ...(facetNames(filter).length === 0 ? {} : { facets: facetsOf(filter) }),
  };
}

/** Which keys, in which order. */
export function listInputOf(filter: KeyFilter) {
  return { ...filterInputOf(filter), sort: sortOf(filter) };
}

function facetsOf({ expiresWithinDays, neverUsed, shared }: KeyFilter) {
  return {
    ...(expiresWithinDays === undefined ? {} : { expiresWithinDays }),
    ...(neverUsed === undefined ? {} : { neverUsed }),
    ...(shared === undefined ? {} : { shared }),
  };
}

type Facet = keyof ReturnType<typeof facetsOf>;

const FACET_LABELS = {
  expiresWithinDays: (days) => `Expires within ${days} ${days === 1 ? "day" : "days"}`,
  neverUsed: () => "Never used",
  shared: () => "Shared by several executors",
} as const satisfies Record<Facet, (value: KeyFilter[Facet]) => string>;

/** What the list is narrowed to besides search and status, each by its field and in words. */
export function facetNames(filter: KeyFilter): { field: Facet; words: string }[] {
  const fields = Object.keys(facetsOf(filter)) as Facet[];
  return fields.map((field) => ({
    field,
    words: FACET_LABELS[field](filter[field]),
  }));
}

export function isFiltered(filter: KeyFilter): boolean {
  return filter.search !== undefined || filter.status !== undefined || facetNames(filter).length > 0;
}

/** Shows every key again, in the order that was chosen. */
export const NO_FILTER = {
  search: undefined,
  status: undefined,
  expiresWithinDays: undefined,
  neverUsed: undefined,
  shared: undefined,
} as const;

/** How many keys a status filter leaves, of the counts that the server sends with each page. */
export function countOf(counts: Record<KeyStatus, number>, status: KeyStatus | undefined): number {
  return status === undefined ? KEY_STATUSES.reduce((sum, each) => sum + counts[each], 0) : counts[status];
}
