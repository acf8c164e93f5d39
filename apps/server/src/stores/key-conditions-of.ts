import { readFacetValues, type DatabaseTransaction, type Dialect, type KeyConditions } from "@excalibur/db";
import { foldName, keySearches, type KeyFilter } from "@excalibur/api/server";

/** People whose names a search looks at. */
const MAX_CREATORS = 1_000;

interface Creator {
  readonly id: string;
  readonly name: string;
}

/**
 * Who has created keys of the organization; no one where nothing is searched. Their names are compared by the server: the two
 * databases make letters small in different ways.
 */
export async function readCreators(
  client: DatabaseTransaction,
  dialect: Dialect,
  { organizationId, search }: KeyFilter,
): Promise<Creator[]> {
  if (search === null) return [];
  const values = await readFacetValues(client, dialect, { organizationId, facet: "creator", limit: MAX_CREATORS });
  return values.map(({ value, name }) => ({ id: value, name: foldName(name) }));
}

/** A filter as the statements take it. */
export function keyConditionsOf(
  { organizationId, search, executorId, facets }: KeyFilter,
  creators: readonly Creator[],
): KeyConditions {
  const words = search === null ? null : keySearches(search);
  const searched = words?.map((word) => ({
    ...word,
    creatorIds: creators.filter(({ name }) => name.includes(word.textHas)).map(({ id }) => id),
  }));
  return { organizationId, search: searched ?? null, executorId, facets };
}
