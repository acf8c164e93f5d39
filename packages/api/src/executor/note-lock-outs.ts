import { change } from "../changes/change.ts";
import type { LockOutClaim } from "../ports/lock-out-store.ts";
import type { Services } from "../ports/services.ts";

/**
 * Notes executors that present unknown keys and name an organization, for its managers: after a restore from an older backup.
 * The first try of each is an event.
 */
export async function noteLockOuts(
  services: Pick<Services, "runChange">,
  claims: readonly LockOutClaim[],
): Promise<void> {
  for (const claim of claims) {
    await change({ services }, async (tx) => {
      const noted = await tx.lockOuts.note(claim);
      if (noted === "ignored" || !noted.isFirst) return;
      const { organizationId, executorName, keyId, address, at } = claim;
      await tx.events.append({
        organizationId,
        executorId: noted.executorId,
        executorName,
        type: "executor.locked_out",
        level: "warning",
        at,
        keyId: null,
        details: { address, unknownKeyId: keyId },
      });
    });
  }
}
