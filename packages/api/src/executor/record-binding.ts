import { change } from "../changes/change.ts";
import type { SyncInput } from "../contract/sync.ts";
import { factsOf, refusalOfKey, type BoundExecutor, type Credential } from "../domain/executor-admission.ts";
import { bindingChange, onlineSinceAfter } from "../domain/executor-binding.ts";
import { mayBindAnother } from "../domain/growth-limits.ts";
import { foldName } from "../domain/key-name.ts";
import { refuseSync } from "../domain/refusal.ts";
import type { Change } from "../ports/change.ts";
import type { ExecutorRecord } from "../ports/executor-store.ts";
import type { Services } from "../ports/services.ts";
import { leavePreviousKey } from "./leave-previous-key.ts";

/** A sync whose key is good, and that has something to write. */
export interface AdmittedSync {
  readonly credential: Credential;
  readonly request: SyncInput;
  readonly now: Date;
  readonly sourceAddress: string;
}

/**
 * Writes what a good presentation changes, in one transaction with its event: the executor's first sync, its move to
 * this key, its return, or new facts. The key is judged once more on the row as it is now.
 * @throws Refusal `kind_mismatch`, `executor_limit`, a reason of the key's own, or `unavailable`.
 */
export async function recordBinding(services: Services, sync: AdmittedSync): Promise<BoundExecutor> {
  const { result } = await change(
    { services },
    (tx) => record(tx, services, sync),
    () => refuseSync("unavailable"),
  );
  return result;
}

async function record(tx: Change, services: Services, sync: AdmittedSync): Promise<BoundExecutor> {
  const { credential, request, now } = sync;
  const { organizationId, keyId } = credential;
  const key = await tx.apiKeys.find(organizationId, keyId);
  if (key === null) throw refuseSync("key_unknown");
  const refusal = refusalOfKey({ ...credential, revokedAt: key.revokedAt }, request, now);
  if (refusal !== null) throw refuseSync(refusal);

  const found = await tx.executors.findByName(organizationId, request.name);
  const binding = bindingChange(found, keyId, request.kind, now, services.watchingSince);
  if (binding.kind === "refused") throw refuseSync(binding.reason);
  if (found === null) await requireRoom(tx, credential);
  const result = { ...factsOf(request), id: found?.id ?? services.newId("exe"), kind: request.kind, lastSeenAt: now };
  await writeRow(tx, services, sync, found, result.id);

  const about = { organizationId, executorId: result.id, executorName: request.name, at: now, keyId };
  switch (binding.kind) {
    case "refresh":
      return result;
    case "connect":
      await tx.events.append({ ...about, type: "executor.connected", level: "info", details: {} });
      return result;
    case "reconnect":
      await tx.events.append({ ...about, type: "executor.reconnected", level: "info", details: {} });
      return result;
    case "rebind": {
      const { previousKeyId } = binding;
      const fate = await leavePreviousKey(tx, sync, result.id, previousKeyId);
      const level = fate === "keptBecauseShared" ? "warning" : "info";
      const details = { previousKeyId, previousKey: fate };
      await tx.events.append({ ...about, type: "executor.rebound", level, details });
      return result;
    }
  }
}

/** A new executor's name is its own choice: a key that may make any number of rows would fill the disk of all. */
async function requireRoom({ executors }: Change, { organizationId, keyId }: Credential): Promise<void> {
  if (!mayBindAnother(await executors.countBoundForUpdate(organizationId, keyId))) throw refuseSync("executor_limit");
}

async function writeRow(
  tx: Change,
  { watchingSince }: Services,
  { credential, request, now }: AdmittedSync,
  found: ExecutorRecord | null,
  id: string,
): Promise<void> {
  const { organizationId, keyId } = credential;
  const { name, kind } = request;
  const facts = factsOf(request);
  const onlineSince = onlineSinceAfter(found, now, watchingSince);
  if (found !== null) {
    const boundAt = found.boundKeyId === keyId ? found.boundAt : now;
    const seen = { seenAt: now, keyId, boundAt, onlineSince };
    return tx.executors.recordSync(organizationId, id, found.boundKeyId, { ...facts, ...seen });
  }
  const seen = { firstSeenAt: now, lastSeenAt: now, boundKeyId: keyId, boundAt: now, onlineSince };
  return tx.executors.insert({ ...facts, ...seen, id, organizationId, name, nameFolded: foldName(name), kind });
}
