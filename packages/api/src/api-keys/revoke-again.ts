import { change } from "../changes/change.ts";
import { judgeRevocation } from "../domain/key-lifecycle.ts";
import type { Services } from "../ports/services.ts";

/** Revokes a key that a restored backup would bring back: it had been revoked or deleted after the backup was made. */
export async function revokeAgain(
  services: Pick<Services, "runChange">,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<void> {
  await change({ services }, async (tx) => {
    const key = await tx.apiKeys.findForUpdate(organizationId, id);
    if (key === null || judgeRevocation(key) !== "allowed") return;
    const actor = { kind: "system", name: "restore" } as const;
    tx.apiKeys.revoke(key, { organizationId, actor, at: tx.now, sourceAddress: null }, "restore");
  });
}
