import { changeCredentials } from "../api-keys/change-credentials.ts";
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
  const { result: deactivatedAt, effective } = await changeCredentials(services, async (stores, outdate) => {
    const now = services.now();
    const deactivates = await stores.organizations.deactivate(organization.id, now);
    const row = organizationDeactivated(originOf(member, now, sourceAddress), organization);
    await stores.audit.append(deactivates ? [row] : []);
    outdate({ organizationId: organization.id });
    return deactivates ? now : null;
  });
  // Only now, as when a key is revoked: whoever is told "deactivated already" may rely on it.
  if (deactivatedAt === null) throw refuse("organization_inactive");
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
  const { effective } = await changeCredentials(services, async ({ organizations, audit }, outdate) => {
    if (!(await organizations.reactivate(organization.id))) throw refuse("organization_active");
    await audit.append([organizationReactivated(originOf(member, services.now(), sourceAddress), organization)]);
    outdate({ organizationId: organization.id });
  });
  services.live.endFor({ organizationId: organization.id });
  return { effective };
}
