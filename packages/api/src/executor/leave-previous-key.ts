import { asksToRevokePrevious, fateOfPreviousKey, type PreviousKeyFate } from "../domain/executor-binding.ts";
import type { RevocationCause } from "../domain/audit-actions.ts";
import type { ApiKeyRecord } from "../ports/api-key-store.ts";
import { ConcurrentChangeError } from "../ports/concurrent-change-error.ts";
import type { Change } from "../ports/change.ts";
import type { AdmittedSync } from "./admitted-sync.ts";

/** Why a key ends that the last executor has left. One that ends so with no successor of its own was renewed by each. */
function causeOf({ retiresWhenMoved, replacedByKeyId }: ApiKeyRecord): RevocationCause {
  if (!retiresWhenMoved) return "rebind";
  return replacedByKeyId === null ? "renewal" : "rotation";
}

/**
 * Deals with the key that an executor has just moved away from, in the transaction of the move: revoked when no other
 * executor is bound to it and either it was rotated to end so, or that was chosen for the new key; kept otherwise.
 * @returns what became of it, for the event.
 */
export async function leavePreviousKey(
  tx: Change,
  { credential, request, now, sourceAddress }: AdmittedSync,
  executorId: string,
  previousKeyId: string | null,
): Promise<PreviousKeyFate> {
  const { organizationId } = credential;
  const found = previousKeyId === null ? null : await tx.apiKeys.find(organizationId, previousKeyId);
  if (found === null) return fateOfPreviousKey(credential, null);
  // Locked only where it may be revoked: a fleet that moves away from one key must not wait in line for it. Where it may,
  // it is locked before the others are counted: of the last two that leave at once, each would count the other.
  const mayBeRevoked = asksToRevokePrevious(credential) || found.retiresWhenMoved;
  const locked = mayBeRevoked ? await tx.apiKeys.findForUpdate(organizationId, found.id) : null;
  const previous = locked ?? (await tx.apiKeys.findForShare(organizationId, found.id)) ?? found;
  // It was rotated at this moment, and the rotation has counted this executor as one that is still to move.
  if (previous.retiresWhenMoved && locked === null) throw new ConcurrentChangeError();

  const otherExecutors = await tx.executors.countBoundTo(organizationId, previous.id, executorId);
  const { revokedAt, retiresWhenMoved } = previous;
  const fate = fateOfPreviousKey(credential, { revokedAt, retiresWhenMoved, otherExecutors });
  if (fate === "revoked" && locked !== null) {
    const actor = { kind: "executor", id: executorId, name: request.name } as const;
    const origin = { organizationId, actor, at: now, sourceAddress };
    const replacedByKeyId = previous.replacedByKeyId ?? credential.keyId;
    tx.apiKeys.revoke(locked, origin, causeOf(previous), { replacedByKeyId });
    return fate;
  }
  // A server process that remembers it as good may still take it for this executor's.
  if (previous.revokedAt === null) tx.invalidate(organizationId, [previous.id]);
  return fate;
}
