import { memberJoined, organizationCreated } from "../audit/organization-entries.ts";
import { change } from "../changes/change.ts";
import type { CreateOrganizationInput, OrganizationView } from "../contract/organizations.ts";
import type { ChangeOrigin } from "../domain/audit-actions.ts";
import { refuse } from "../domain/refusal.ts";
import { mayCreateAnother } from "../domain/organization-limit.ts";
import { numberedSlug, slugOf } from "../domain/slug.ts";
import type { Change } from "../ports/change.ts";
import type { UserRequest } from "../ports/services.ts";

const MAX_NUMBER = 100;

/**
 * Creates an organization that the caller owns. The session keeps its current organization.
 * @throws Refusal `organization_limit`, or `slug_taken` for a slug that was asked for; one made from the name gets a number instead.
 */
export async function createOrganization(
  request: UserRequest,
  input: CreateOrganizationInput,
): Promise<OrganizationView> {
  const { services, sourceAddress, user } = request;
  const id = services.newId("org");
  const insert = async (tx: Change) => {
    if (!mayCreateAnother(await tx.organizations.countOwnedForUpdate(user.userId))) throw refuse("organization_limit");
    const at = tx.now;
    const slug = await chooseSlug(tx, input);
    const organization = { id, name: input.name, slug };
    await tx.organizations.insert({ ...organization, ownerId: user.userId, at });
    await tx.users.cancelPasswordResets(user.userId);
    const actor = { kind: "user", id: user.userId, name: user.name, email: user.email, role: "owner" } as const;
    const origin: ChangeOrigin = { organizationId: id, actor, at, sourceAddress };
    tx.record(
      organizationCreated(origin, organization),
      memberJoined(origin, { id: user.userId, name: user.name }, { role: "owner" }),
    );
    return organization;
  };
  const { result: organization } = await change(request, insert, { givenUp: () => refuse("slug_taken") });
  return { ...organization, role: "owner", active: false, deactivatedAt: null };
}

async function chooseSlug({ organizations }: Change, { name, slug }: CreateOrganizationInput): Promise<string> {
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
