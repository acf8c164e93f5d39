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
import type { NamedValue } from "../ports/api-key-store.ts";
import type { MemberRequest } from "../ports/services.ts";
import { isOfAllKeys, keyFilterOf } from "./key-filter-of.ts";

/**
 * The values of one facet with the number of keys that each of them would leave. What was chosen of the facet itself does not
 * narrow them; everything else of the filter does, and then they are counted up to `FACET_COUNTS_TO`.
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
  const known = isFixed(facet)
    ? FIXED_FACETS[facet].map((value): NamedValue => ({ value, name: value, keys: null }))
    : await apiKeys.facetValues(organizationId, facet, FACET_VALUES);
  if (isOfAllKeys(rest) && known.every(({ keys }) => keys !== null)) {
    return { values: known.map(({ value, name, keys }) => ({ value, name, count: keys ?? 0 })) };
  }
  const filters = known.map(({ value }) => keyFilterOf(organizationId, withFacetValue(filter, facet, value), now));
  const counts = await apiKeys.countEach(filters, now, FACET_COUNTS_TO + 1);
  return { values: known.map(({ value, name }, index) => ({ value, name, ...boundedCount(counts[index] ?? 0) })) };
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
