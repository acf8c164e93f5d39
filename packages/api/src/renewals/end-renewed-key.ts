import type { AdmittedSync } from "../executor/admitted-sync.ts";
import { refuseKey } from "../executor/refuse-key.ts";
import { refusalOfKey } from "../domain/executor-admission.ts";
import type { PreviousKeyFate } from "../domain/executor-binding.ts";
import { readPendingRenewal } from "../domain/key-renewal.ts";
import { refuseSync } from "../domain/refusal.ts";
import type { ApiKeyRecord, LockedKey } from "../ports/api-key-store.ts";
import type { Change } from "../ports/change.ts";

/**
 * Locks the key that a presented one renews and was not used for yet. A successor is no better than the key that it was made
 * with: what refuses that one refuses the first sync with it.
 * @returns null when the presented key is no such successor. @throws Refusal of the renewed key.
 */
export async function lockRenewedKey(
  tx: Change,
  { credential, request, now }: AdmittedSync,
): Promise<LockedKey | null> {
  if (credential.pendingFor === null) return null;
  const { keyId } = readPendingRenewal(credential.pendingFor);
  const renewed = await tx.apiKeys.findForUpdate(credential.organizationId, keyId);
  if (renewed === null) throw refuseSync("key_revoked");
  // Used a moment ago, at another server or by this very request before: then the renewed key is revoked as it should be.
  if (!renewed.pendingSuccessors.some(({ id }) => id === credential.keyId)) return renewed;
  const { revokedAt, expiresAt, pausedUntil } = renewed;
  const asRenewed = { ...credential, revokedAt, expiresAt, pausedUntil };
  const refusal = refusalOfKey(asRenewed, request, now);
  if (refusal !== null) throw refuseKey(refusal, asRenewed, now);
  return renewed;
}

/**
 * Ends the key that an executor has renewed, in the transaction of its first sync with the successor: now when no other executor is
 * bound to it, else once the last of them has moved.
 * @returns what became of it, for the event.
 */
export async function endRenewedKey(
  tx: Change,
  { credential, request, now, sourceAddress }: AdmittedSync,
  executorId: string,
  { successor, renewed }: { readonly successor: ApiKeyRecord; readonly renewed: LockedKey | null },
): Promise<PreviousKeyFate> {
  const { organizationId } = credential;
  await tx.apiKeys.takeIntoUse(successor, now);
  if (renewed === null) return "alreadyRevoked";
  if ((await tx.executors.countBoundTo(organizationId, renewed.id, executorId)) > 0) {
    await tx.apiKeys.endWithRenewal(renewed, "whenMoved");
    return "endsWithTheLast";
  }
  const others = renewed.pendingSuccessors.filter(({ id }) => id !== successor.id);
  const actor = { kind: "executor", id: executorId, name: request.name } as const;
  const origin = { organizationId, actor, at: now, sourceAddress };
  tx.apiKeys.revoke({ ...renewed, pendingSuccessors: others }, origin, "renewal", { replacedByKeyId: successor.id });
  await tx.apiKeys.passExternalIdOn(organizationId, renewed.id, successor.id);
  return "revoked";
}
