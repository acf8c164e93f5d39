import { change } from "../changes/change.ts";
import {
  asked,
  factsOf,
  refusalOfKey,
  rememberOthers,
  type BoundExecutor,
  type Credential,
} from "../domain/executor-admission.ts";
import { bindingChange, onlineSinceAfter } from "../domain/executor-binding.ts";
import { mayBindAnother } from "../domain/growth-limits.ts";
import { refuseSync } from "../domain/refusal.ts";
import type { Change } from "../ports/change.ts";
import type { ExecutorRecord } from "../ports/executor-store.ts";
import type { Services } from "../ports/services.ts";
import type { AdmittedSync } from "./admitted-sync.ts";
import { duplicationEvent, noteInstanceOf } from "./note-instance.ts";
import { acceptedAgainEvent } from "./note-refused-executors.ts";
import { endRenewedKey, lockRenewedKey } from "../renewals/end-renewed-key.ts";
import { leavePreviousKey } from "./leave-previous-key.ts";
import { refuseKey } from "./refuse-key.ts";

/**
 * Writes what a good presentation changes, in one transaction with its event: the executor's first sync, its move to
 * this key, its return, or new facts. The key is judged once more on the row as it is now.
 * @param known what this process remembered of it.
 * @returns what to remember of it. @throws Refusal `kind_mismatch`, `executor_limit`, a reason of the key's own, or `unavailable`.
 */
export async function recordBinding(
  services: Services,
  sync: AdmittedSync,
  known: BoundExecutor | undefined,
): Promise<BoundExecutor> {
  const { result } = await change({ services }, (tx) => record(tx, services, sync, known), {
    givenUp: () => refuseSync("unavailable"),
  });
  return result;
}

async function record(
  tx: Change,
  services: Services,
  sync: AdmittedSync,
  known: BoundExecutor | undefined,
): Promise<BoundExecutor> {
  const { credential, request, now } = sync;
  const { organizationId, keyId } = credential;
  // Before the key itself is read: a revocation of the renewed key holds its lock, and revokes this one too.
  const renewed = await lockRenewedKey(tx, sync);
  const key = await tx.apiKeys.find(organizationId, keyId);
  if (key === null) throw refuseSync("key_unknown");
  const { revokedAt, expiresAt, pausedUntil } = key;
  const isPending = key.pendingFor !== null;
  const asItIs = { ...credential, revokedAt, expiresAt, pausedUntil, ...(isPending ? {} : { pendingFor: null }) };
  const refusal = refusalOfKey(asItIs, request, now);
  if (refusal !== null) throw refuseKey(refusal, asItIs, now);

  if (key.unusedEndsAt !== null) await tx.apiKeys.noteUse(organizationId, keyId, now);

  const found = await tx.executors.findByName(organizationId, request.name);
  const binding = bindingChange(found, keyId, request.kind, now, services.watchingSince);
  if (binding.kind === "refused") throw refuseSync(binding.reason);
  if (found === null) await requireRoom(tx, credential);
  const id = found?.id ?? services.newId("exe");
  const { row, duplicates } = noteInstanceOf(found, sync);
  await writeRow(tx, services, sync, found, { ...row, id });
  const hasMoved = found?.boundKeyId !== keyId;
  const stillAsked = asked({ renewAt: hasMoved ? null : found.renewAt });
  const executor = { ...factsOf(request), ...stillAsked, id, kind: request.kind, lastSeenAt: now };
  const result = rememberOthers(executor, [found, known, ...(known?.duplicated?.others ?? [])], row.duplicatedAt, now);

  const about = { organizationId, executorId: result.id, executorName: request.name, at: now, keyId };
  if (duplicates !== null) await tx.events.append(duplicationEvent(about, duplicates));
  if (executor.cannotRenew !== null && executor.cannotRenew !== found?.cannotRenew) {
    const details = { reason: executor.cannotRenew };
    await tx.events.append({ ...about, type: "executor.cannot_renew", level: "warning", details });
  }
  const endOfRenewed = isPending ? await endRenewedKey(tx, sync, result.id, { successor: key, renewed }) : null;
  if (found !== null && found.refusedSince !== null) await tx.events.append(acceptedAgainEvent(about, found));
  switch (binding.kind) {
    case "refresh":
      return result;
    case "connect":
      await tx.events.append({ ...about, type: "executor.connected", level: "info", details: {} });
      return result;
    case "reconnect":
      // An executor that was refused meanwhile was not away, and has an event for it already.
      if (found?.refusedSince != null && found.disconnectedAt === null) return result;
      await tx.events.append({ ...about, type: "executor.reconnected", level: "info", details: {} });
      return result;
    case "rebind": {
      const { previousKeyId } = binding;
      const renews = endOfRenewed !== null && previousKeyId === renewed?.id;
      const fate = renews ? endOfRenewed : await leavePreviousKey(tx, sync, result.id, previousKeyId);
      const level = fate === "keptBecauseShared" ? "warning" : "info";
      const details = { previousKeyId, previousKey: fate, ...(renews ? { renewed: true } : {}) };
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
  { id, ...trail }: Pick<ExecutorRecord, "id" | "instances" | "duplicatedAt">,
): Promise<void> {
  const { organizationId, keyId } = credential;
  const { name, kind } = request;
  const facts = factsOf(request);
  const onlineSince = onlineSinceAfter(found, now, watchingSince);
  if (found !== null) {
    const boundAt = found.boundKeyId === keyId ? found.boundAt : now;
    const seen = { seenAt: now, keyId, boundAt, onlineSince };
    return tx.executors.recordSync(organizationId, id, found.boundKeyId, { ...facts, ...trail, ...seen });
  }
  const seen = { firstSeenAt: now, lastSeenAt: now, boundKeyId: keyId, boundAt: now, onlineSince };
  return tx.executors.insert({ ...facts, ...seen, id, organizationId, name, kind });
}
