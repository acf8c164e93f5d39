import type { ChangeOrigin } from "../audit/audit-entries.ts";
import { memberJoined, organizationCreated } from "../audit/organization-entries.ts";
import type { CreateOrganizationInput, OrganizationView } from "../contract/organizations.ts";
import { refuse } from "../domain/refusal.ts";
import { mayCreateAnother } from "../domain/organization-limit.ts";
import { numberedSlug, slugOf } from "../domain/slug.ts";
import { retryLostRaces } from "../executor/retry-lost-races.ts";
import type { Stores } from "../ports/data.ts";
import type { UserRequest } from "../ports/services.ts";

const MAX_NUMBER = 100;

/**
 * Creates an organization owned by whoever asks. The session goes on working where it did.
 * @throws Refusal `organization_limit`, or `slug_taken` for a slug that was asked for; one made from the name gets a number instead.
 */
export async function createOrganization(
  { services, sourceAddress, user }: UserRequest,
  input: CreateOrganizationInput,
): Promise<OrganizationView> {
  const id = services.newId("org");
  const insert = async (stores: Stores) => {
    if (!mayCreateAnother(await stores.organizations.countOwned(user.userId))) throw refuse("organization_limit");
    const at = services.now();
    const slug = await chooseSlug(stores, input);
    const organization = { id, name: input.name, slug };
    await stores.organizations.insert({ ...organization, ownerId: user.userId, at });
    await stores.users.cancelPasswordResets(user.userId);
    const actor = { kind: "user", id: user.userId, name: user.name, email: user.email, role: "owner" } as const;
    const origin: ChangeOrigin = { organizationId: id, actor, at, sourceAddress };
    await stores.audit.append([
      organizationCreated(origin, organization),
      memberJoined(origin, { id: user.userId, name: user.name }, { role: "owner" }),
    ]);
    return organization;
  };
  const organization = await retryLostRaces(
    () => services.data.transact(insert),
    () => refuse("slug_taken"),
  );
  return { ...organization, role: "owner", active: false, deactivatedAt: null };
}

async function chooseSlug({ organizations }: Stores, { name, slug }: CreateOrganizationInput): Promise<string> {
  if (slug !== undefined) {
    if (await organizations.isSlugTaken(slug)) throw refuse("slug_taken");
    return slug;
  }
  for (let number = 1; number <= MAX_NUMBER; number++) {
    const candidate = numberedSlug(slugOf(name), number);
    if (!(await organizations.isSlugTaken(candidate))) return candidate;
  }
  throw refuse("slug_taken");
}
