import { managementKeyRevoked } from "../audit/management-key-entries.ts";
import { originOf } from "../audit/audit-entries.ts";
import { change } from "../changes/change.ts";
import type { RevocationReceipt } from "../contract/api-keys.ts";
import type { ManagementKeyView } from "../contract/management-keys.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentManagementKey } from "./present-management-key.ts";

/**
 * Revokes a management key for good. No request that begins after it has returned is accepted, at any server process: each
 * request reads the row that this has committed.
 * @throws Refusal `management_key_not_found`, or `management_key_revoked_already`.
 */
export async function revokeManagementKey(
  request: MemberRequest,
  id: string,
): Promise<{ key: ManagementKeyView; receipt: RevocationReceipt }> {
  const { member, sourceAddress } = request;
  const organizationId = member.organization.id;
  const { result: key, receipt } = await change(request, async (tx) => {
    const found = await tx.managementKeys.find(organizationId, id);
    if (found === null) throw refuse("management_key_not_found");
    if (!(await tx.managementKeys.revoke(organizationId, id, tx.now))) throw refuse("management_key_revoked_already");
    tx.record(managementKeyRevoked(originOf(member, tx.now, sourceAddress), found, "manual"));
    return presentManagementKey({ ...found, revokedAt: tx.now }, tx.now);
  });
  return { key, receipt };
}
