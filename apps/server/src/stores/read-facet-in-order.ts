import { inNaturalOrder, type NamedValue } from "@excalibur/api/server";
import { countExecutorsByFacet, readFacetValues, type DatabaseTransaction, type Dialect } from "@excalibur/db";

/** Values that are put in order, at most: more than are shown, so that `n2` is shown before `n10` and `n100`. */
const SORTED_VALUES = 1_000;
/** In the place of an owner's id. */
const NO_OWNER = "none";

/** Values of a facet of keys in the natural order of their names, the first so many; keys without an owner come last. */
export async function readFacetInOrder(
  client: DatabaseTransaction,
  dialect: Dialect,
  { limit, ...query }: { organizationId: string; facet: "creator" | "owner" | "label"; limit: number },
): Promise<NamedValue[]> {
  const values = await readFacetValues(client, dialect, { ...query, limit: SORTED_VALUES });
  const named = values.filter(({ value }) => value !== NO_OWNER);
  const none = values.filter(({ value }) => value === NO_OWNER).map((each) => ({ ...each, name: "No owner" }));
  return [...inNaturalOrder(named, ({ name }) => name).slice(0, limit), ...none];
}

/**
 * Values of a facet of executors with the number of executors of each, the first so many: labels in natural order, keys in that order
 * where they have as many executors, others as the statement orders them.
 */
export async function readExecutorFacetInOrder(
  client: DatabaseTransaction,
  dialect: Dialect,
  { limit, ...query }: Parameters<typeof countExecutorsByFacet>[2],
): Promise<{ value: string; name: string; count: number }[]> {
  const isLabel = query.facet === "label";
  const values = await countExecutorsByFacet(client, dialect, { ...query, limit: isLabel ? SORTED_VALUES : limit });
  if (isLabel) return inNaturalOrder(values, ({ name }) => name).slice(0, limit);
  if (query.facet !== "key") return values;
  return inNaturalOrder(values, ({ name }) => name).toSorted((one, other) => other.count - one.count);
}
