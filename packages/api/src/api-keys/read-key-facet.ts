import {
  FACET_COUNTS_TO,
  FACET_LOOKS_AT,
  FACET_VALUES,
  FIXED_FACETS,
  type FacetValue,
  type KeyFacet,
  type ReadKeyFacetInput,
} from "../contract/key-facets.ts";
import { askedByValue, withoutFacet } from "../domain/key-facet-filter.ts";
import type { NamedValue } from "../ports/api-key-store.ts";
import type { Reads } from "../ports/reads.ts";
import type { MemberRequest } from "../ports/services.ts";
import { isOfAllKeys, keyFilterOf } from "./key-filter-of.ts";

type Count = Pick<FacetValue, "count" | "hasMore">;

interface Counted {
  readonly facet: KeyFacet;
  readonly known: readonly NamedValue[];
  /** What a value alone asks. */
  readonly asks: (value: string) => ReturnType<typeof keyFilterOf>;
  /** What is asked besides the facet. */
  readonly rest: ReturnType<typeof keyFilterOf>;
  readonly now: Date;
}

/**
 * The values of one facet with the number of keys that each of them would leave. What was chosen of the facet itself does not
 * narrow them; everything else of the filter does. Then no more than `FACET_LOOKS_AT` keys are looked at, those that meet one thing that
 * it asks: of more, each value has at least its count, also where that is 0. Without a filter each is counted up to `FACET_COUNTS_TO`.
 */
export async function readKeyFacet(
  { services, member }: MemberRequest,
  { facet, ...filter }: ReadKeyFacetInput,
): Promise<{ values: FacetValue[] }> {
  const organizationId = member.organization.id;
  const now = services.now();
  const rest = keyFilterOf(organizationId, withoutFacet(filter, facet), now);
  const known = isFixed(facet)
    ? FIXED_FACETS[facet].map((value) => ({ value, name: value, keys: null }))
    : await services.data.apiKeys.facetValues(organizationId, facet, FACET_VALUES);
  const count = isOfAllKeys(rest) ? countOfAll : countOfRest;
  const asks = (value: string) => keyFilterOf(organizationId, askedByValue(facet, value), now);
  const counts = await count(services.data, { facet, known, asks, rest, now });
  return { values: known.map(({ value, name }, at) => ({ value, name, ...(counts[at] ?? { count: 0 }) })) };
}

async function countOfRest({ apiKeys }: Reads, { facet, known, asks, rest, now }: Counted): Promise<Count[]> {
  const values = isFixed(facet) ? known.map(({ value }) => ({ ...asks(value), value })) : facet;
  const { looked, counts } = await apiKeys.countByValue(rest, values, now, FACET_LOOKS_AT + 1);
  const more = looked > FACET_LOOKS_AT ? { hasMore: true as const } : {};
  return known.map(({ value }) => ({ count: counts.get(value) ?? 0, ...more }));
}

async function countOfAll({ apiKeys, overview }: Reads, { facet, known, asks, rest, now }: Counted): Promise<Count[]> {
  const { organizationId } = rest;
  const limit = FACET_COUNTS_TO + 1;
  if (facet === "status") {
    const counts = await apiKeys.countByStatus(rest, now);
    return FIXED_FACETS.status.map((status) => ({ count: counts[status] }));
  }
  if (facet === "shared") return [boundedCount(await overview.countShared(organizationId, now, limit))];
  const kept = known.flatMap(({ keys }) => keys ?? []);
  if (kept.length === known.length) return kept.map((count) => ({ count }));
  const each = known.map(({ value }) => asks(value).facets);
  return (await apiKeys.countEach(organizationId, each, now, limit)).map(boundedCount);
}

function isFixed(facet: KeyFacet): facet is keyof typeof FIXED_FACETS {
  return Object.hasOwn(FIXED_FACETS, facet);
}

function boundedCount(count: number): Count {
  return count > FACET_COUNTS_TO ? { count: FACET_COUNTS_TO, hasMore: true } : { count };
}
