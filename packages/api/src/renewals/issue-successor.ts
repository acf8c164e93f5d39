import { keyCreated } from "../audit/audit-entries.ts";
import type { RenewInput } from "../contract/renewals.ts";
import { rotatedName } from "../domain/key-name.ts";
import { expiryOfRenewal, policyForKey } from "../domain/key-policy.ts";
import { endOfUnusedSuccessor } from "../domain/key-renewal.ts";
import { inheritedBySuccessor } from "../domain/key-succession.ts";
import type { ApiKeyRecord, LockedKey, PendingSuccessor } from "../ports/api-key-store.ts";
import type { Change } from "../ports/change.ts";
import type { ExecutorRecord } from "../ports/executor-store.ts";
import type { Services } from "../ports/services.ts";

interface Issue {
  readonly key: LockedKey;
  readonly executor: ExecutorRecord;
  readonly input: RenewInput;
  /** The executor's successor of before, which has ended without a use. */
  readonly dead: PendingSuccessor | null;
  readonly sourceAddress: string;
}

type Issued = Pick<ApiKeyRecord, "id" | "issuedExpiresAt" | "expiresAt" | "pendingFor">;

/** Issues the successor of a key to one of its executors. Of a shared key each gets one of its own, bound to its name. */
export async function issueSuccessor(
  tx: Change,
  services: Pick<Services, "newId">,
  { key, executor, input, dead, sourceAddress }: Issue,
): Promise<Issued> {
  const { organizationId } = key;
  const { now } = tx;
  const { id: executorId, name: executorName } = executor;
  const actor = { kind: "executor", id: executorId, name: executorName } as const;
  const origin = { organizationId, actor, at: now, sourceAddress };
  if (dead !== null) await tx.apiKeys.giveUp(organizationId, dead.id);

  const renewal = { keyId: key.id, executorName };
  const until = endOfUnusedSuccessor(key, now);
  const created = {
    ...inheritedBySuccessor(key),
    name: rotatedName(key.name, now),
    ...(key.usedBy.total > 1 ? ofOne(executor, now) : {}),
    id: services.newId("key"),
    createdAt: now,
    expiresAt: expiryOfRenewal(key, policyForKey(key.labels, await tx.policies.find(organizationId)), now),
    secretHash: input.secretHash,
    hint: input.hint,
    // The person who answers for the key answers for its successor.
    createdById: key.createdById,
    createdByName: key.createdByName,
    pending: { ...renewal, until, executorId },
  };
  const { expiresAt } = await tx.apiKeys.insert(created);
  tx.record(keyCreated(origin, { ...created, cause: "renewal" }));
  await tx.executors.askToRenew(organizationId, { id: executorId }, { from: now, spreadMs: 0 });
  const { id, expiresAt: issuedExpiresAt } = created;
  await tx.events.append({
    organizationId,
    executorId,
    executorName,
    type: "executor.renewal_begun",
    level: "info",
    at: now,
    keyId: id,
    details: { renewsKeyId: key.id, address: sourceAddress },
  });
  return { id, issuedExpiresAt, expiresAt, pendingFor: renewal };
}

function ofOne({ id, name, kind }: ExecutorRecord, now: Date) {
  const target = { targetExecutorId: id, targetExecutorName: name, targetExecutorKind: kind };
  return { ...target, name: rotatedName(name, now), revokePrevious: false };
}
