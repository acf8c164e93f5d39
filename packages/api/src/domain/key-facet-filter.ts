import type { KeyFilterInput } from "../contract/api-keys.ts";
import type { KeyFacet } from "../contract/key-facets.ts";

/** What a facet asks for when none of its values is chosen: the counts of a facet ignore what was chosen of it. */
const UNCHOSEN = {
  status: {},
  creator: { createdById: undefined },
  owner: { ownerId: undefined },
  expires: { expiresWithinDays: undefined, expiresAfter: undefined, expiresUntil: undefined },
  use: { neverUsed: undefined, unusedForDays: undefined },
  shared: { shared: undefined },
  label: { labels: undefined },
} as const satisfies Record<KeyFacet, KeyFilterInput["facets"] & object>;

/** A filter without what was chosen of a facet; the rest of the filter stays. */
export function withoutFacet(filter: KeyFilterInput, facet: KeyFacet): KeyFilterInput {
  if (facet === "status") return { ...filter, status: undefined };
  return { ...filter, facets: { ...filter.facets, ...UNCHOSEN[facet] } };
}

/** A filter that asks for one value of a facet, and for nothing else. */
export function askedByValue(facet: KeyFacet, value: string): KeyFilterInput {
  return facet === "status" ? { status: STATUS_OF[value] } : { facets: chosen(facet, value) };
}

const STATUS_OF: Readonly<Record<string, KeyFilterInput["status"]>> = {
  active: "active",
  expired: "expired",
  revoked: "revoked",
};

function chosen(facet: Exclude<KeyFacet, "status">, value: string): KeyFilterInput["facets"] & object {
  switch (facet) {
    case "creator":
      return { createdById: value };
    case "owner":
      return { ownerId: value };
    case "expires":
      return { expiresWithinDays: Number(value) };
    case "use":
      return value === "never" ? { neverUsed: true } : { unusedForDays: Number(value) };
    case "shared":
      return { shared: true };
    case "label":
      return { labels: [value] };
  }
}
