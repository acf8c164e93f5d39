import { keyRevoked } from "../audit/audit-entries.ts";
import { fateOfPreviousKey, type PreviousKeyFate } from "../domain/executor-binding.ts";
import type { InvalidationScope } from "../ports/credentials.ts";
import type { Stores } from "../ports/data.ts";
import type { AdmittedSync } from "./record-binding.ts";

interface PreviousKey {
  /** What became of it, for the event. */
  readonly fate: PreviousKeyFate;
  readonly outdates: InvalidationScope | null;
}

/**
 * Deals with the key that an executor has just moved away from, in the transaction of the move: revoked with its audit
 * row when that was chosen for the new key and nobody else is bound to the old one, kept otherwise.
 */
export async function leavePreviousKey(
  stores: Stores,
  { credential, request, now, sourceAddress }: AdmittedSync,
  executorId: string,
  previousKeyId: string | null,
): Promise<PreviousKey> {
  const { organizationId } = credential;
  const previous = previousKeyId === null ? null : await stores.apiKeys.find(organizationId, previousKeyId);
  if (previous === null) return { fate: fateOfPreviousKey(credential, null), outdates: null };

  const otherExecutors = await stores.executors.countBoundTo(organizationId, previous.id, executorId);
  const fate = fateOfPreviousKey(credential, { revokedAt: previous.revokedAt, otherExecutors });
  // Who knows it as revoked refuses it, whatever else is known; who takes it for good may still take it for this executor's.
  const outdates = previous.revokedAt === null ? { keyIds: [previous.id] } : null;
  if (fate !== "revoke") return { fate, outdates };
  if (!(await stores.apiKeys.revoke(organizationId, previous.id, now))) return { fate: "goneAlready", outdates };
  const actor = { kind: "executor", id: executorId, name: request.name } as const;
  const origin = { organizationId, actor, at: now, sourceAddress };
  await stores.audit.append([keyRevoked(origin, previous, "rebind", { replacedByKeyId: credential.keyId })]);
  return { fate, outdates };
}
