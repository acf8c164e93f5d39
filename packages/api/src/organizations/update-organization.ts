import { changeCredentials, type Outdate } from "../api-keys/change-credentials.ts";
import { originOf } from "../audit/audit-entries.ts";
import { organizationUpdated } from "../audit/organization-entries.ts";
import type { OrganizationView, UpdateOrganizationInput } from "../contract/organizations.ts";
import { refuse } from "../domain/refusal.ts";
import { retryLostRaces } from "../executor/retry-lost-races.ts";
import type { Stores } from "../ports/data.ts";
import type { MemberRequest } from "../ports/services.ts";

/**
 * Renames the active organization, or gives it another slug. Executors that name the old slug are refused from then on.
 * @throws Refusal `slug_taken`, or `organization_inactive` when it was deactivated meanwhile.
 */
export async function updateOrganization(
  { services, member, sourceAddress }: MemberRequest,
  input: UpdateOrganizationInput,
): Promise<OrganizationView> {
  const { id } = member.organization;
  const update = async (stores: Stores, outdate: Outdate) => {
    const before = await stores.organizations.find(id);
    if (before === null) throw refuse("no_organization");
    const after = { name: input.name ?? before.name, slug: input.slug ?? before.slug };
    if (after.name === before.name && after.slug === before.slug) return before;
    if (after.slug !== before.slug && (await stores.organizations.isSlugTaken(after.slug))) throw refuse("slug_taken");
    if (!(await stores.organizations.update(id, after))) throw refuse("organization_inactive");
    await stores.audit.append([organizationUpdated(originOf(member, services.now(), sourceAddress), before, after)]);
    // What server processes remember of the slug is the guard that executors sync with.
    if (after.slug !== before.slug) outdate({ organizationId: id });
    return { ...before, ...after };
  };
  const { result: organization } = await retryLostRaces(
    () => changeCredentials(services, update),
    () => refuse("slug_taken"),
  );
  return { ...organization, role: member.role, active: true };
}
