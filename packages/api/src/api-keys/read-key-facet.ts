import {
  FACET_COUNTS_TO,
  FACET_VALUES,
  FIXED_FACETS,
  type FacetValue,
  type KeyFacet,
  type ReadKeyFacetInput,
} from "../contract/key-facets.ts";
import { withFacetValue, withoutFacet } from "../domain/key-facet-filter.ts";
import type { KeyStatus } from "../domain/key-status.ts";
import type { MemberRequest } from "../ports/services.ts";
import { isOfAllKeys, keyFilterOf } from "./key-filter-of.ts";

/**
 * The values of one facet with the number of keys that each of them would leave. What was chosen of the facet itself does not
 * narrow them; everything else of the filter does. Then people and labels are counted among the first `FACET_COUNTS_TO` keys that it
 * leaves, other values up to so many each.
 */
export async function readKeyFacet(
  { services, member }: MemberRequest,
  { facet, ...filter }: ReadKeyFacetInput,
): Promise<{ values: FacetValue[] }> {
  const { apiKeys, overview } = services.data;
  const organizationId = member.organization.id;
  const now = services.now();
  const rest = keyFilterOf(organizationId, withoutFacet(filter, facet), now);
  if (facet === "status" && isOfAllKeys(rest)) return { values: valuesOf(await apiKeys.countByStatus(rest, now)) };
  if (facet === "shared" && isOfAllKeys(rest)) {
    const count = await overview.countShared(organizationId, now, FACET_COUNTS_TO + 1);
    return { values: [{ value: "true", name: "true", ...boundedCount(count) }] };
  }
  const filters = (values: readonly string[]) =>
    values.map((value) => keyFilterOf(organizationId, withFacetValue(filter, facet, value), now));
  if (isFixed(facet)) {
    const counts = await apiKeys.countEach(filters(FIXED_FACETS[facet]), now, FACET_COUNTS_TO + 1);
    return {
      values: FIXED_FACETS[facet].map((value, at) => ({ value, name: value, ...boundedCount(counts[at] ?? 0) })),
    };
  }
  const known = await apiKeys.facetValues(organizationId, facet, FACET_VALUES);
  if (!isOfAllKeys(rest)) {
    const { keys, counts } = await apiKeys.countByValue(rest, facet, now, FACET_COUNTS_TO + 1);
    const more = keys > FACET_COUNTS_TO ? { hasMore: true as const } : {};
    return { values: known.map(({ value, name }) => ({ value, name, count: counts.get(value) ?? 0, ...more })) };
  }
  if (known.every(({ keys }) => keys !== null)) {
    return { values: known.map(({ value, name, keys }) => ({ value, name, count: keys ?? 0 })) };
  }
  const counts = await apiKeys.countEach(filters(known.map(({ value }) => value)), now, FACET_COUNTS_TO + 1);
  return { values: known.map(({ value, name }, at) => ({ value, name, ...boundedCount(counts[at] ?? 0) })) };
}

function isFixed(facet: KeyFacet): facet is keyof typeof FIXED_FACETS {
  return Object.hasOwn(FIXED_FACETS, facet);
}

function valuesOf(counts: Readonly<Record<KeyStatus, number>>): FacetValue[] {
  return FIXED_FACETS.status.map((value) => ({ value, name: value, count: counts[value] }));
}

function boundedCount(count: number): Pick<FacetValue, "count" | "hasMore"> {
  return count > FACET_COUNTS_TO ? { count: FACET_COUNTS_TO, hasMore: true } : { count };
}
