import { LOOKED_UP_SOURCES, type LookedUpKey, type LookUpKeysInput } from "../contract/activity.ts";
import { isAllowed } from "../domain/permission-policy.ts";
import type { UserRequest } from "../ports/services.ts";
import { presentKey } from "./present-key.ts";
import { readSources } from "./read-activity.ts";

/**
 * Which of some secrets are keys of the organizations that the caller manages, by their hashes. A key of any other organization
 * is as good as absent: nothing tells it from no key. A mutation only because its input must stand in no address.
 */
export async function lookUpKeys(
  { services, user }: UserRequest,
  { secretHashes }: LookUpKeysInput,
): Promise<{ found: LookedUpKey[] }> {
  const managed = user.memberships.filter(({ role }) => isAllowed(role, "manageCredentials"));
  const organizations = new Map(managed.map(({ organization }) => [organization.id, organization]));
  const located = await services.data.apiKeys.locateByHash([...organizations.keys()], [...new Set(secretHashes)]);
  const now = services.now();
  const found = await Promise.all(
    located.map(async ({ organizationId, id, secretHash }) => {
      const key = await services.data.apiKeys.find(organizationId, id);
      const organization = organizations.get(organizationId);
      if (key === null || organization === undefined) return [];
      const { id: ofId, name, slug } = organization;
      const of = { organizationId, keyId: id, executorName: null };
      const usedFrom = (await readSources(services, of, LOOKED_UP_SOURCES)).items;
      return [{ secretHash, organization: { id: ofId, name, slug }, key: presentKey(key, now), usedFrom }];
    }),
  );
  return { found: found.flat() };
}
