import type { Reads } from "../ports/reads.ts";
import type { SignedInUser } from "../ports/session.ts";

/**
 * In which of a user's organizations a key or an executor is, so that an address without an organization can be followed.
 * Null when none of them has it; the answer does not reveal whether another organization has it.
 */
export async function locateRecord(
  { apiKeys, executors }: Reads,
  { memberships }: SignedInUser,
  id: string,
): Promise<{ organization: { id: string; slug: string } | null }> {
  const own = memberships.map(({ organization }) => organization.id);
  const found = id.startsWith("key_") ? await apiKeys.locate(own, id) : await executors.locate(own, id);
  const organization = memberships.find((each) => each.organization.id === found)?.organization;
  return { organization: organization === undefined ? null : { id: organization.id, slug: organization.slug } };
}
