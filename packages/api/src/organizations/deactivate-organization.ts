import { originOf } from "../audit/audit-entries.ts";
import { change } from "../changes/change.ts";
import type { RevocationReceipt } from "../contract/api-keys.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";

/**
 * Deactivates the organization that the request is for: from when it returns, every sync and every change is refused. Its data stays.
 * @throws Refusal `organization_inactive` when it was deactivated meanwhile.
 */
export async function deactivateOrganization(
  request: MemberRequest,
): Promise<{ deactivatedAt: Date; receipt: RevocationReceipt }> {
  const { member, sourceAddress } = request;
  const { result: deactivatedAt, receipt } = await change(request, async (tx) => {
    const origin = originOf(member, tx.now, sourceAddress);
    return (await tx.organizations.deactivate(member.organization, origin)) ? tx.now : null;
  });
  if (deactivatedAt === null) throw refuse("organization_inactive");
  return { deactivatedAt, receipt };
}

/**
 * Takes a deactivation back: keys that are good sync again.
 * @throws Refusal `organization_active` when it is not deactivated.
 */
export async function reactivateOrganization(request: MemberRequest): Promise<{ receipt: RevocationReceipt }> {
  const { member, sourceAddress } = request;
  const { receipt } = await change(request, async (tx) => {
    const origin = originOf(member, tx.now, sourceAddress);
    if (!(await tx.organizations.reactivate(member.organization, origin))) throw refuse("organization_active");
  });
  return { receipt };
}
