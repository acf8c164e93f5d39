import type { SyncInput, SyncOutput } from "../contract/sync.ts";
import { admit, asked, factsOf, type BoundExecutor } from "../domain/executor-admission.ts";
import { isAsRecorded } from "../domain/executor-binding.ts";
import { NEXT_SYNC_IN_MS } from "../domain/executor-presence.ts";
import { isRenewalDue } from "../domain/key-policy.ts";
import { keyRefusalReason } from "../domain/key-refusal.ts";
import { Refusal, refuseSync } from "../domain/refusal.ts";
import { isSyncRefusal } from "../domain/refusals.ts";
import type { CachedCredential } from "../ports/credentials.ts";
import type { Services } from "../ports/services.ts";
import type { AdmittedSync } from "./admitted-sync.ts";
import { recordBinding } from "./record-binding.ts";
import { refuseKey } from "./refuse-key.ts";
import { requireCredential } from "./require-credential.ts";

/** One presentation of a well-formed key. */
export interface Presentation {
  /** SHA-256, hexadecimal. */
  readonly secretHash: string;
  readonly sourceAddress: string;
  /** The header `LAST_ACCEPTED_HEADER`, as it was sent. */
  readonly lastAccepted?: string | undefined;
}

/** A presentation whose key is known. */
interface CachedSync extends AdmittedSync {
  readonly credential: CachedCredential;
}

/**
 * One sync: authenticates the key, judges the request, notes that executor and key were seen.
 * A key and executor known from before cost no database call; a first sync, a move or a return writes before it answers.
 * @throws Refusal with one of the reasons of `SYNC_REFUSALS`.
 */
export async function syncExecutor(
  services: Services,
  { secretHash, sourceAddress, lastAccepted }: Presentation,
  request: SyncInput,
): Promise<SyncOutput> {
  try {
    const credential = requireCredential(await services.credentials.lookUp(secretHash, sourceAddress));
    const sync = { credential, request, now: services.now(), sourceAddress };
    const executor = await admitOrRecord(services, sync);
    services.observeSync("accepted");
    return outputOf(services, sync, executor);
  } catch (fault) {
    // Never a 401: an executor must not give up a good key because the server can't look.
    const error = services.isUnavailable(fault) ? refuseSync("unavailable") : fault;
    if (error instanceof Refusal && error.reason === "key_unknown") {
      services.syncs.unknown({ request, now: services.now(), sourceAddress }, lastAccepted);
    }
    services.observeSync(error instanceof Refusal && isSyncRefusal(error.reason) ? error.reason : "fault");
    throw error;
  }
}

/**
 * Lets a good presentation in.
 * @returns the executor. @throws Refusal; one that is about the key is remembered with the key.
 */
async function admitOrRecord(services: Services, sync: CachedSync): Promise<BoundExecutor> {
  const { credential, request, now } = sync;
  const { executors } = credential;
  try {
    const admission = admit(credential, executors.get(request.name), request, now);
    switch (admission.kind) {
      case "refused":
        throw refuseKey(admission.reason, credential, now);
      case "admitted":
        services.syncs.seen(sync, admission.executor.id);
        executors.seen(request.name, now);
        return admission.executor;
      case "toBeRecorded":
        return await findOrRecord(services, sync);
    }
  } catch (fault) {
    const reason = fault instanceof Refusal ? keyRefusalReason(fault.reason) : null;
    if (reason !== null) services.syncs.refused(sync, reason);
    throw fault;
  }
}

/**
 * After a restart, or at another replica, an executor is new to this process but not to the database: one read may show
 * that there is nothing to write but that it was seen.
 */
async function findOrRecord(services: Services, sync: CachedSync): Promise<BoundExecutor> {
  const { credential, request, now } = sync;
  const { organizationId, keyId, executors } = credential;
  const known = executors.get(request.name);
  const mayBeAsRecorded = known === undefined && credential.unusedEndsAt === null;
  const recalled = mayBeAsRecorded ? await services.data.recallExecutor(organizationId, request.name) : null;
  const { kind } = request;
  if (recalled !== null && isAsRecorded(recalled, keyId, { ...factsOf(request), kind }, now)) {
    services.syncs.seen(sync, recalled.id);
    const executor = { ...factsOf(request), ...asked(recalled), id: recalled.id, kind, lastSeenAt: now };
    executors.set(request.name, executor);
    return executor;
  }
  const executor = await recordBinding(services, sync, known);
  services.syncs.recorded(sync, executor.id);
  executors.set(request.name, executor);
  return executor;
}

function outputOf(
  { renewalTurns }: Pick<Services, "renewalTurns">,
  { credential, request, now }: CachedSync,
  executor: BoundExecutor,
): SyncOutput {
  return {
    executor: { id: executor.id, name: request.name },
    organization: { id: credential.organizationId, slug: credential.organizationSlug },
    key: { id: credential.keyId, expiresAt: credential.expiresAt },
    serverTime: now,
    nextSyncInMs: NEXT_SYNC_IN_MS,
    instructions: mustRenew(credential, executor, now, renewalTurns) ? renewalOf(credential) : NO_INSTRUCTIONS,
  };
}

const NO_INSTRUCTIONS: SyncOutput["instructions"] = [];

function renewalOf({ keyId }: CachedCredential): SyncOutput["instructions"] {
  return [{ kind: "renew", keyId }];
}

/**
 * Whether an executor is told to renew its key: from the moment on that is its own, or because the policy asks for it, and once it
 * has a turn. One that can't renew needs none, since it begins nothing.
 */
function mustRenew(
  credential: CachedCredential,
  { id, renewAt, cannotRenew }: BoundExecutor,
  now: Date,
  turns: Services["renewalTurns"],
): boolean {
  const isAsked = renewAt !== undefined && renewAt <= now;
  if (!isAsked && !isRenewalDue(credential, now)) return false;
  const turn = { keyId: credential.keyId, executorId: id };
  if (cannotRenew === null) return turns.take(turn);
  turns.giveBack(turn);
  return true;
}
