import type { SyncInput, SyncOutput } from "../contract/sync.ts";
import { admit, factsOf, type BoundExecutor, type Credential } from "../domain/executor-admission.ts";
import { isAsRecorded } from "../domain/executor-binding.ts";
import { NEXT_SYNC_IN_MS } from "../domain/executor-presence.ts";
import { keyRefusalReason } from "../domain/key-refusal.ts";
import { Refusal, refuseSync } from "../domain/refusal.ts";
import { isSyncRefusal } from "../domain/refusals.ts";
import type { CachedCredential, CredentialLookup } from "../ports/credentials.ts";
import type { Services } from "../ports/services.ts";
import { recordBinding, type AdmittedSync } from "./record-binding.ts";

/** One presentation of a well-formed key. */
export interface Presentation {
  /** SHA-256, hexadecimal. */
  readonly secretHash: string;
  readonly sourceAddress: string;
}

/**
 * One sync: authenticates the key, judges the request, notes that executor and key were seen.
 * A key and executor known from before cost no database call, and are answered at once, without a promise; a first sync,
 * a move or a return writes before it answers.
 * @throws Refusal with one of the reasons of `SYNC_REFUSALS`, at once or as the promise's rejection.
 */
export function syncExecutor(
  services: Services,
  presentation: Presentation,
  request: SyncInput,
): SyncOutput | Promise<SyncOutput> {
  const accept = (output: SyncOutput) => {
    services.observeSync("accepted");
    return output;
  };
  const refuse = (fault: unknown): never => {
    // Never a 401: an executor must not give up a good key because the server can't look.
    const error = services.isUnavailable(fault) ? refuseSync("unavailable") : fault;
    services.observeSync(error instanceof Refusal && isSyncRefusal(error.reason) ? error.reason : "fault");
    throw error;
  };
  try {
    const lookup = services.credentials.lookUp(presentation.secretHash, presentation.sourceAddress);
    const output =
      lookup instanceof Promise
        ? lookup.then((found) => judgeAndRecord(services, presentation, request, found))
        : judgeAndRecord(services, presentation, request, lookup);
    return output instanceof Promise ? output.then(accept, refuse) : accept(output);
  } catch (fault) {
    return refuse(fault);
  }
}

/** A sync that changed nothing but when executor and key were seen. */
export interface AcceptedSync {
  readonly credential: Credential;
  readonly executor: BoundExecutor;
  readonly at: Date;
}

/**
 * The same sync, when memory is all that it takes to accept it. Null decides nothing: then `syncExecutor` has to read,
 * write or refuse.
 * @param secretHash SHA-256, hexadecimal.
 */
export function syncFromMemory(services: Services, secretHash: string, request: SyncInput): AcceptedSync | null {
  const credential = services.credentials.recall(secretHash);
  if (credential === undefined) return null;
  const now = services.now();
  const admission = admit(credential, credential.executors.get(request.name), request, now);
  if (admission.kind !== "admitted") return null;
  services.observeSync("accepted");
  return acceptKnown(services, credential, admission.executor, request, now);
}

/** The answer to a sync. While credential, executor and request are the same objects, so is all of it but `serverTime`. */
export function outputOf({ credential, executor, at }: AcceptedSync, request: SyncInput): SyncOutput {
  return {
    executor: { id: executor.id, name: request.name },
    organization: { id: credential.organizationId, slug: credential.organizationSlug },
    key: { id: credential.keyId, expiresAt: credential.expiresAt },
    serverTime: at,
    nextSyncInMs: NEXT_SYNC_IN_MS,
    instructions: [],
  };
}

function judgeAndRecord(
  services: Services,
  { sourceAddress }: Presentation,
  request: SyncInput,
  lookup: CredentialLookup,
): SyncOutput | Promise<SyncOutput> {
  const credential = requireCredential(lookup);
  const now = services.now();
  const admission = admit(credential, credential.executors.get(request.name), request, now);
  switch (admission.kind) {
    case "refused":
      return turnAway(services, credential, request, now, refuseSync(admission.reason));
    case "admitted":
      return outputOf(acceptKnown(services, credential, admission.executor, request, now), request);
    case "toBeRecorded":
      return recallOrRecord(services, credential, { credential, request, now, sourceAddress }).catch((fault: unknown) =>
        turnAway(services, credential, request, now, fault),
      );
  }
}

/**
 * After a restart, or at another replica, an executor is new to this process but not to the database: one read may show
 * that there is nothing to write but that it was seen.
 */
async function recallOrRecord(
  services: Services,
  credential: CachedCredential,
  sync: AdmittedSync,
): Promise<SyncOutput> {
  const { request, now } = sync;
  const { organizationId, keyId } = credential;
  const isKnown = credential.executors.get(request.name) !== undefined;
  const recalled = isKnown ? null : await services.data.recallExecutor(organizationId, request.name);
  const { kind } = request;
  if (recalled !== null && isAsRecorded(recalled, keyId, { ...factsOf(request), kind }, now)) {
    services.presence.seen(organizationId, recalled.id, keyId, now);
    const executor = { ...factsOf(request), id: recalled.id, kind, lastSeenAt: now };
    credential.executors.set(request.name, executor);
    return outputOf({ credential, executor, at: now }, request);
  }
  const executor = await recordBinding(services, sync);
  services.presence.recorded(organizationId, executor.id, keyId, now);
  credential.executors.set(request.name, executor);
  return outputOf({ credential, executor, at: now }, request);
}

/** Nothing changes but that executor and key were seen. */
function acceptKnown(
  services: Services,
  credential: CachedCredential,
  executor: BoundExecutor,
  request: SyncInput,
  now: Date,
): AcceptedSync {
  services.presence.seen(credential.organizationId, executor.id, credential.keyId, now);
  credential.executors.seen(request.name, now);
  return { credential, executor, at: now };
}

/** Remembers a refusal that is about the key, and passes on whatever it is. */
function turnAway(services: Services, credential: Credential, request: SyncInput, at: Date, fault: unknown): never {
  const reason = fault instanceof Refusal ? keyRefusalReason(fault.reason) : null;
  if (reason !== null) {
    const { organizationId, keyId } = credential;
    services.presence.turnedAway({ organizationId, keyId, reason, executorName: request.name, at });
  }
  throw fault;
}

function requireCredential(lookup: CredentialLookup): CachedCredential {
  switch (lookup.kind) {
    case "found":
      return lookup.credential;
    case "unknown":
      throw refuseSync("key_unknown");
    case "rateLimited":
      throw refuseSync("rate_limited", { retryAfterMs: lookup.retryAfterMs });
    case "unavailable":
      throw refuseSync("unavailable");
  }
}
