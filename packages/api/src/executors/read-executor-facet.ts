import { OLDER_THAN_NEWEST, type ReadExecutorFacetInput } from "../contract/executors.ts";
import { FACET_VALUES, type FacetValue } from "../contract/key-facets.ts";
import { EXECUTOR_KINDS } from "../contract/sync.ts";
import { withoutFacet } from "../domain/executor-facet-filter.ts";
import { EXECUTOR_STATES } from "../domain/executor-state.ts";
import type { MemberRequest } from "../ports/services.ts";
import { executorFilterOf } from "./executor-filter-of.ts";

/** Values that are there though no executor has them. */
const FIXED = { state: EXECUTOR_STATES, kind: EXECUTOR_KINDS } as const;

/**
 * The values of one facet with the number of executors that each of them would leave. What was chosen of the facet itself does not
 * narrow them; everything else of the filter does. Versions come newest first, behind what is older than the newest; keys with
 * the most executors first.
 */
export async function readExecutorFacet(
  { services, member }: MemberRequest,
  { facet, ...input }: ReadExecutorFacetInput,
): Promise<{ values: FacetValue[] }> {
  const { executors } = services.data;
  const now = services.now();
  const rest = withoutFacet(input, facet);
  const filterOf = (filter: typeof rest) => executorFilterOf(member.organization.id, filter, now);
  const values = await executors.countByFacet(filterOf(rest), facet, now, FACET_VALUES);
  if (facet === "state" || facet === "kind") return { values: FIXED[facet].map((value) => found(values, value)) };
  if (facet !== "version") return { values };
  const older = await executors.countByState(filterOf({ ...rest, version: OLDER_THAN_NEWEST }), now);
  const count = EXECUTOR_STATES.reduce((sum, state) => sum + older[state], 0);
  return { values: [{ value: OLDER_THAN_NEWEST, name: OLDER_THAN_NEWEST, count }, ...values] };
}

function found(values: readonly FacetValue[], value: string): FacetValue {
  return values.find((known) => known.value === value) ?? { value, name: value, count: 0 };
}
