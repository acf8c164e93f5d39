import type { ExecutorFacet, ExecutorFilterInput } from "../contract/executors.ts";

/** The fields of a filter by which values of a facet are chosen. */
const CHOSEN_BY = {
  state: ["state", "online"],
  kind: ["kind"],
  version: ["version"],
  key: ["apiKeyId"],
  label: ["labels"],
} as const satisfies Record<ExecutorFacet, readonly (keyof ExecutorFilterInput)[]>;

/** A filter without what was chosen of a facet, whose counts ignore it; the rest of the filter stays. */
export function withoutFacet(filter: ExecutorFilterInput, facet: ExecutorFacet): ExecutorFilterInput {
  const chosen: readonly string[] = CHOSEN_BY[facet];
  return Object.fromEntries(Object.entries(filter).filter(([field]) => !chosen.includes(field)));
}
