import {
  KEY_SORT_FIELDS,
  KEY_STATUSES,
  labelWritten,
  MAX_EXPIRY_DAYS,
  resourceId,
  type KeySortField,
  type KeyStatus,
} from "@excalibur/api/contract";
import { z } from "zod";
import { searchParameter } from "../../../lists/search-field.ts";
import { instantsOfDays, isDay } from "../../../time/local-days.ts";

const day = z.string().refine(isDay).optional().catch(undefined);

/** What narrows and orders the list. Lives in the page's address, so that it survives a reload and going back. */
export const keyFilterSearch = z.object({
  search: searchParameter,
  status: z.enum(KEY_STATUSES).optional().catch(undefined),
  expiresWithinDays: z.int().min(1).max(MAX_EXPIRY_DAYS).optional().catch(undefined),
  /** Days where the reader is, both included. */
  expiresFrom: day,
  expiresTo: day,
  neverUsed: z.literal(true).optional().catch(undefined),
  unusedForDays: z.int().min(1).max(MAX_EXPIRY_DAYS).optional().catch(undefined),
  usedBy: resourceId("exe").optional().catch(undefined),
  createdBy: resourceId("usr").optional().catch(undefined),
  owner: z
    .union([z.literal("none"), resourceId("mem")])
    .optional()
    .catch(undefined),
  label: labelWritten.optional().catch(undefined),
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
    ...(filter.usedBy === undefined ? {} : { executorId: filter.usedBy }),
    ...(hasFacets(filter) ? { facets: facetsOf(filter) } : {}),
  };
}

/** Which keys, in which order. */
export function listInputOf(filter: KeyFilter) {
  return { ...filterInputOf(filter), sort: sortOf(filter) };
}

function facetsOf(filter: KeyFilter) {
  const { expiresWithinDays, expiresFrom, expiresTo, neverUsed, unusedForDays, createdBy, owner, label, shared } =
    filter;
  const { from, to } = instantsOfDays({ from: expiresFrom, to: expiresTo });
  return {
    ...(from === undefined ? {} : { expiresAfter: from }),
    ...(to === undefined ? {} : { expiresUntil: to }),
    ...(expiresWithinDays === undefined ? {} : { expiresWithinDays }),
    ...(neverUsed === undefined ? {} : { neverUsed }),
    ...(unusedForDays === undefined ? {} : { unusedForDays }),
    ...(createdBy === undefined ? {} : { createdById: createdBy }),
    ...(owner === undefined ? {} : { ownerId: owner }),
    ...(label === undefined ? {} : { labels: [label] }),
    ...(shared === undefined ? {} : { shared }),
  };
}

interface FacetName {
  /** The fields of the address that ask for it. */
  fields: (keyof KeyFilter)[];
  words: string;
}

/** What the list is narrowed to besides search, status and people, each by its fields and in words. */
export function facetNames(filter: KeyFilter): FacetName[] {
  const { expiresWithinDays, expiresFrom, expiresTo, neverUsed, unusedForDays, label, shared } = filter;
  const names: FacetName[] = [];
  if (expiresWithinDays !== undefined) {
    const words = `Expires within ${expiresWithinDays} ${expiresWithinDays === 1 ? "day" : "days"}`;
    names.push({ fields: ["expiresWithinDays"], words });
  }
  if (expiresFrom !== undefined || expiresTo !== undefined) {
    names.push({ fields: ["expiresFrom", "expiresTo"], words: `Expires ${describeDays(expiresFrom, expiresTo)}` });
  }
  if (neverUsed === true) names.push({ fields: ["neverUsed"], words: "Never used" });
  if (unusedForDays !== undefined) {
    names.push({ fields: ["unusedForDays"], words: `Unused for ${unusedForDays} days` });
  }
  if (label !== undefined) names.push({ fields: ["label"], words: label });
  if (shared === true) names.push({ fields: ["shared"], words: "Shared by several executors" });
  return names;
}

function describeDays(from: string | undefined, to: string | undefined): string {
  if (from === undefined) return `up to ${to}`;
  if (to === undefined) return `from ${from} on`;
  return from === to ? `on ${from}` : `from ${from} to ${to}`;
}

export function isFiltered(filter: KeyFilter): boolean {
  const { search, status, usedBy } = filter;
  return search !== undefined || status !== undefined || usedBy !== undefined || hasFacets(filter);
}

function hasFacets(filter: KeyFilter): boolean {
  return filter.createdBy !== undefined || filter.owner !== undefined || facetNames(filter).length > 0;
}

/** Shows every key again, in the order that was chosen. */
export const NO_FILTER = {
  search: undefined,
  status: undefined,
  expiresWithinDays: undefined,
  expiresFrom: undefined,
  expiresTo: undefined,
  neverUsed: undefined,
  unusedForDays: undefined,
  usedBy: undefined,
  createdBy: undefined,
  owner: undefined,
  label: undefined,
  shared: undefined,
} as const;

/** How many keys a status filter leaves, of the counts that the server sends with each page. */
export function countOf(counts: Record<KeyStatus, number>, status: KeyStatus | undefined): number {
  return status === undefined ? KEY_STATUSES.reduce((sum, each) => sum + counts[each], 0) : counts[status];
}
