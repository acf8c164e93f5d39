import { changeCredentials, type Outdate } from "../api-keys/change-credentials.ts";
import type { SyncInput } from "../contract/sync.ts";
import { factsOf, refusalOfKey, type BoundExecutor, type Credential } from "../domain/executor-admission.ts";
import { bindingChange, onlineSinceAfter } from "../domain/executor-binding.ts";
import { foldName } from "../domain/key-name.ts";
import { refuseSync } from "../domain/refusal.ts";
import type { Stores } from "../ports/data.ts";
import type { ExecutorRecord } from "../ports/executor-store.ts";
import type { Services } from "../ports/services.ts";
import { leavePreviousKey } from "./leave-previous-key.ts";
import { retryLostRaces } from "./retry-lost-races.ts";

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
 * @throws Refusal `kind_mismatch`, a reason of the key's own, or `unavailable`.
 */
export async function recordBinding(services: Services, sync: AdmittedSync): Promise<BoundExecutor> {
  const { result } = await retryLostRaces(
    () => changeCredentials(services, (stores, outdate) => record(stores, outdate, services, sync)),
    () => refuseSync("unavailable"),
  );
  return result;
}

async function record(
  stores: Stores,
  outdate: Outdate,
  services: Services,
  sync: AdmittedSync,
): Promise<BoundExecutor> {
  const { credential, request, now } = sync;
  const { organizationId, keyId } = credential;
  const key = await stores.apiKeys.find(organizationId, keyId);
  if (key === null) throw refuseSync("key_unknown");
  const refusal = refusalOfKey({ ...credential, revokedAt: key.revokedAt }, request, now);
  if (refusal !== null) throw refuseSync(refusal);

  const found = await stores.executors.findByName(organizationId, request.name);
  const change = bindingChange(found, keyId, request.kind, now, services.watchingSince);
  if (change.kind === "refused") throw refuseSync(change.reason);
  const result = { ...factsOf(request), id: found?.id ?? services.newId("exe"), kind: request.kind, lastSeenAt: now };
  await writeRow(stores, services, sync, found, result.id);

  const about = { organizationId, executorId: result.id, executorName: request.name, at: now, keyId };
  switch (change.kind) {
    case "refresh":
      return result;
    case "connect":
      await stores.events.append({ ...about, type: "executor.connected", level: "info", details: {} });
      return result;
    case "reconnect":
      await stores.events.append({ ...about, type: "executor.reconnected", level: "info", details: {} });
      return result;
    case "rebind": {
      const { previousKeyId } = change;
      const { fate, outdates } = await leavePreviousKey(stores, sync, result.id, previousKeyId);
      const level = fate === "keptSharedWithOthers" ? "warning" : "info";
      const details = { previousKeyId, previousKey: fate };
      await stores.events.append({ ...about, type: "executor.rebound", level, details });
      if (outdates !== null) outdate(outdates);
      return result;
    }
  }
}

async function writeRow(
  stores: Stores,
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
    return stores.executors.recordSync(organizationId, id, found.boundKeyId, { ...facts, ...seen });
  }
  const seen = { firstSeenAt: now, lastSeenAt: now, boundKeyId: keyId, boundAt: now, onlineSince };
  return stores.executors.insert({ ...facts, ...seen, id, organizationId, name, nameFolded: foldName(name), kind });
}
