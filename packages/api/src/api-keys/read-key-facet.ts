import {
  FACET_COUNTS_TO,
  FACET_VALUES,
  FIXED_FACETS,
  type FacetValue,
  type KeyFacet,
  type ReadKeyFacetInput,
} from "../contract/key-facets.ts";
import { withFacetValue } from "../domain/key-facet-filter.ts";
import type { NamedValue } from "../ports/api-key-store.ts";
import type { MemberRequest } from "../ports/services.ts";
import { keyFilterOf } from "./key-filter-of.ts";

/**
 * The values of one facet with the number of keys that each of them would leave, counted up to `FACET_COUNTS_TO`. What was chosen
 * of the facet itself does not narrow them; everything else of the filter does.
 */
export async function readKeyFacet(
  { services, member }: MemberRequest,
  { facet, ...filter }: ReadKeyFacetInput,
): Promise<{ values: FacetValue[] }> {
  const { apiKeys } = services.data;
  const organizationId = member.organization.id;
  const now = services.now();
  const values = isFixed(facet)
    ? FIXED_FACETS[facet].map((value): NamedValue => ({ value, name: value }))
    : await apiKeys.facetValues(organizationId, facet, FACET_VALUES);
  const filters = values.map(({ value }) => keyFilterOf(organizationId, withFacetValue(filter, facet, value), now));
  const counts = await apiKeys.countEach(filters, now, FACET_COUNTS_TO + 1);
  return { values: values.map((value, index) => ({ ...value, count: counts[index] ?? 0 })) };
}

function isFixed(facet: KeyFacet): facet is keyof typeof FIXED_FACETS {
  return Object.hasOwn(FIXED_FACETS, facet);
}
