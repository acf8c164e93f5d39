import { originOf } from "../audit/audit-entries.ts";
import { organizationDeactivated, organizationReactivated } from "../audit/organization-entries.ts";
import type { Effective } from "../contract/api-keys.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";

/**
 * Deactivates the active organization: from when it returns, every sync and every change is refused. Its data stays.
 * @throws Refusal `organization_inactive` when it was deactivated meanwhile.
 */
export async function deactivateOrganization({
  services,
  member,
  sourceAddress,
}: MemberRequest): Promise<{ deactivatedAt: Date; effective: Effective }> {
  const { organization } = member;
  const deactivatedAt = await services.data.transact(async ({ organizations, audit }) => {
    const now = services.now();
    if (!(await organizations.deactivate(organization.id, now))) throw refuse("organization_inactive");
    await audit.append([organizationDeactivated(originOf(member, now, sourceAddress), organization)]);
    return now;
  });
  const effective = await services.credentials.invalidate({ organizationId: organization.id });
  services.live.endFor({ organizationId: organization.id });
  return { deactivatedAt, effective };
}

/**
 * Takes a deactivation back: keys that are good sync again.
 * @throws Refusal `organization_active` when it is not deactivated.
 */
export async function reactivateOrganization({
  services,
  member,
  sourceAddress,
}: MemberRequest): Promise<{ effective: Effective }> {
  const { organization } = member;
  await services.data.transact(async ({ organizations, audit }) => {
    if (!(await organizations.reactivate(organization.id))) throw refuse("organization_active");
    await audit.append([organizationReactivated(originOf(member, services.now(), sourceAddress), organization)]);
  });
  const effective = await services.credentials.invalidate({ organizationId: organization.id });
  services.live.endFor({ organizationId: organization.id });
  return { effective };
}
