import { z } from "zod";
import { keyFilterFields } from "./api-keys.ts";

/** What the list of keys can be narrowed by, with the values that there are. */
export const KEY_FACETS = ["status", "creator", "owner", "expires", "use", "shared", "label"] as const;
export type KeyFacet = (typeof KEY_FACETS)[number];

/** As far as the keys of a facet's value are counted where nothing else narrows them. */
export const FACET_COUNTS_TO = 10_000;

/** Keys that are looked at for all values of a facet where a filter narrows them: it takes a few hundredths of a second. */
export const FACET_LOOKS_AT = 2_500;

/** Values of a facet that are told at most. */
export const FACET_VALUES = 50;

/** What a value of a facet asks for where there is no choice of people or labels. */
export const FIXED_FACETS = {
  status: ["active", "expired", "revoked"],
  expires: ["7", "30", "90"],
  use: ["never", "30", "90"],
  shared: ["true"],
} as const satisfies Partial<Record<KeyFacet, readonly string[]>>;

export const readKeyFacetInput = z.strictObject({ facet: z.enum(KEY_FACETS), ...keyFilterFields });
export type ReadKeyFacetInput = z.infer<typeof readKeyFacetInput>;

/** One value of a facet, and how many keys the rest of the filter leaves of it. */
export interface FacetValue {
  /** As the filter takes it. */
  value: string;
  /** The name of a person; else the value itself. */
  name: string;
  count: number;
  /** Whether there may be more than were counted. */
  hasMore?: true;
}
