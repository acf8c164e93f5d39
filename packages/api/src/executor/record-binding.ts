import { keyRevoked } from "../audit/audit-entries.ts";
import type { SyncInput } from "../contract/sync.ts";
import { factsOf, refusalOfKey, type BoundExecutor, type Credential } from "../domain/executor-admission.ts";
import { bindingChange, fateOfPreviousKey, type PreviousKeyFate } from "../domain/executor-binding.ts";
import type { ExecutorEvent } from "../domain/executor-events.ts";
import { foldName } from "../domain/key-name.ts";
import { refuseSync } from "../domain/refusal.ts";
import type { Stores } from "../ports/data.ts";
import type { ExecutorRecord } from "../ports/executor-store.ts";
import type { Services } from "../ports/services.ts";

/** How often a sync that lost a race for its executor's row looks again before it answers `unavailable`. */
const MAX_ATTEMPTS = 5;

interface Recorded {
  readonly executor: BoundExecutor;
  /** A key this executor was bound to before. */
  readonly previousKeyId: string | null;
}

/**
 * Writes what a good presentation changes, in one transaction with its event: the executor's first sync, its move to
 * this key, its return, or new facts. The key is judged once more on the row as it is now.
 * @throws Refusal `kind_mismatch`, a reason of the key's own, or `unavailable`.
 */
export async function recordBinding(
  services: Services,
  credential: Credential,
  request: SyncInput,
  now: Date,
  sourceAddress: string,
): Promise<BoundExecutor> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const recorded = await services.data.transact((stores) =>
      recordOnce(stores, services, credential, request, now, sourceAddress),
    );
    if (recorded === "lostRace") continue;
    // The key left behind may be cached with this executor in it, or revoked just now.
    if (recorded.previousKeyId !== null) await services.credentials.invalidate([recorded.previousKeyId]);
    return recorded.executor;
  }
  throw refuseSync("unavailable");
}

async function recordOnce(
  stores: Stores,
  services: Services,
  credential: Credential,
  request: SyncInput,
  now: Date,
  sourceAddress: string,
): Promise<Recorded | "lostRace"> {
  const { organizationId, keyId } = credential;
  const key = await stores.apiKeys.find(organizationId, keyId);
  if (key === null) throw refuseSync("key_unknown");
  const refusal = refusalOfKey({ ...credential, revokedAt: key.revokedAt }, request, now);
  if (refusal !== null) throw refuseSync(refusal);

  const found = await stores.executors.findByName(organizationId, request.name);
  const change = bindingChange(found, keyId, request.kind, now, services.watchingSince);
  if (change.kind === "refused") throw refuseSync(change.reason);

  const executor = { ...factsOf(request), id: found?.id ?? services.newId("exe"), kind: request.kind, lastSeenAt: now };
  if (!(await writeRow(stores, credential, found, executor, request.name, now))) return "lostRace";
  if (change.kind === "refresh") return { executor, previousKeyId: null };

  const event = { organizationId, executorId: executor.id, executorName: request.name, at: now, keyId };
  if (change.kind !== "rebind") {
    const type = change.kind === "connect" ? "executor.connected" : "executor.reconnected";
    await stores.events.append({ ...event, type, level: "info", details: {} });
    return { executor, previousKeyId: null };
  }
  const previousKey = await settlePreviousKey(stores, credential, executor.id, request.name, change.previousKeyId, {
    now,
    sourceAddress,
  });
  await stores.events.append(reboundEvent(event, change.previousKeyId, previousKey));
  return { executor, previousKeyId: change.previousKeyId };
}

async function writeRow(
  stores: Stores,
  { organizationId, keyId }: Credential,
  found: ExecutorRecord | null,
  executor: BoundExecutor,
  name: string,
  now: Date,
): Promise<boolean> {
  const { version, host, instanceId, capabilities } = executor;
  const facts = { version, host, instanceId, capabilities };
  if (found === null) {
    return stores.executors.insert({
      ...facts,
      id: executor.id,
      organizationId,
      name,
      nameFolded: foldName(name),
      kind: executor.kind,
      firstSeenAt: now,
      lastSeenAt: now,
      boundKeyId: keyId,
      boundAt: now,
    });
  }
  const boundAt = found.boundKeyId === keyId ? found.boundAt : now;
  return stores.executors.recordSync(organizationId, found.id, found.boundKeyId, {
    ...facts,
    seenAt: now,
    keyId,
    boundAt,
  });
}

async function settlePreviousKey(
  stores: Stores,
  credential: Credential,
  executorId: string,
  executorName: string,
  previousKeyId: string | null,
  { now, sourceAddress }: { now: Date; sourceAddress: string },
): Promise<PreviousKeyFate> {
  const { organizationId } = credential;
  const previous = previousKeyId === null ? null : await stores.apiKeys.find(organizationId, previousKeyId);
  const otherExecutors =
    previous === null ? 0 : await stores.executors.countBoundTo(organizationId, previous.id, executorId);
  const fate = fateOfPreviousKey(credential, previous && { revokedAt: previous.revokedAt, otherExecutors });
  if (fate !== "revoke" || previous === null) return fate;

  if (!(await stores.apiKeys.revoke(organizationId, previous.id, now))) return "goneAlready";
  const actor = { kind: "executor", id: executorId, name: executorName } as const;
  await stores.audit.append([
    keyRevoked({ organizationId, actor, at: now, sourceAddress }, previous, "rebind", {
      replacedByKeyId: credential.keyId,
    }),
  ]);
  return fate;
}

function reboundEvent(
  event: Pick<ExecutorEvent, "organizationId" | "executorId" | "executorName" | "at" | "keyId">,
  previousKeyId: string | null,
  previousKey: PreviousKeyFate,
): ExecutorEvent {
  const level = previousKey === "keptSharedWithOthers" ? "warning" : "info";
  return { ...event, type: "executor.rebound", level, details: { previousKeyId, previousKey } };
}
