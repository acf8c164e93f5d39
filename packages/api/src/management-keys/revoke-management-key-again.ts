import { managementKeyRevoked } from "../audit/management-key-entries.ts";
import { change } from "../changes/change.ts";
import type { Services } from "../ports/services.ts";

/** Revokes a management key that a restored backup would bring back: it had been revoked after the backup was made. */
export async function revokeManagementKeyAgain(
  services: Pick<Services, "runChange">,
  key: { organizationId: string; id: string; name: string },
): Promise<void> {
  const { organizationId, id } = key;
  await change({ services }, async (tx) => {
    if (!(await tx.managementKeys.revoke(organizationId, id, tx.now))) return;
    const actor = { kind: "system", name: "restore" } as const;
    tx.record(managementKeyRevoked({ organizationId, actor, at: tx.now, sourceAddress: null }, key, "restore"));
  });
}
