import { originOf } from "../audit/audit-entries.ts";
import { organizationUpdated } from "../audit/organization-entries.ts";
import { change } from "../changes/change.ts";
import type { OrganizationView, UpdateOrganizationInput } from "../contract/organizations.ts";
import { refuse } from "../domain/refusal.ts";
import type { Change } from "../ports/change.ts";
import type { MemberRequest } from "../ports/services.ts";

/**
 * Renames the organization that the request is for, or gives it another slug. Executors that name the old slug are refused
 * from then on.
 * @throws Refusal `slug_taken`, or `organization_inactive` when it was deactivated meanwhile.
 */
export async function updateOrganization(
  request: MemberRequest,
  input: UpdateOrganizationInput,
): Promise<OrganizationView> {
  const { member, sourceAddress } = request;
  const { id } = member.organization;
  const update = async (tx: Change) => {
    const before = await tx.organizations.find(id);
    if (before === null) throw refuse("no_organization");
    const after = { name: input.name ?? before.name, slug: input.slug ?? before.slug };
    if (after.name === before.name && after.slug === before.slug) return before;
    if (after.slug !== before.slug && (await tx.organizations.isSlugTaken(after.slug))) throw refuse("slug_taken");
    if (!(await tx.organizations.update(before, after))) throw refuse("organization_inactive");
    tx.record(organizationUpdated(originOf(member, tx.now, sourceAddress), before, after));
    return { ...before, ...after };
  };
  const { result: organization } = await change(request, update, { givenUp: () => refuse("slug_taken") });
  return { ...organization, role: member.role, active: true };
}
