import { isDuplicated, recordAgainAt } from "./executor-instances.ts";
import { isOnline } from "./executor-presence.ts";
import { isPaused } from "./key-pause.ts";
import { readPendingRenewal } from "./key-renewal.ts";
import { keyStatus } from "./key-status.ts";
import type { SyncRefusalReason } from "./refusals.ts";

/** What is known of a key when it is presented. */
export interface Credential {
  readonly keyId: string;
  readonly organizationId: string;
  readonly organizationSlug: string;
  readonly organizationDeactivatedAt: Date | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  /** When it ends because it is unused: its next use takes that back. Null: it is in use, or no policy asks for it. */
  readonly unusedEndsAt: Date | null;
  /** The organization's policy has it renewed once so much of its life is over; null: it does not. */
  readonly renewAtPercent: number | null;
  readonly revokedAt: Date | null;
  /** Until when it is refused for a while. */
  readonly pausedUntil: Date | null;
  /** Set when the key was made for one executor only. */
  readonly targetExecutorName: string | null;
  /** Of which kind that executor has to be; null: of either. */
  readonly targetExecutorKind: string | null;
  readonly revokePrevious: boolean;
  /**
   * Set while the key is a successor that no sync has used yet, as `writePendingRenewal` writes it: only the executor that made
   * it may be the first.
   */
  readonly pendingFor: string | null;
}

/** What an executor sends with its key, as the contract's schema has checked it. */
export interface PresentedSync {
  readonly name: string;
  readonly kind: string;
  readonly version: string;
  readonly instanceId?: string | undefined;
  readonly host?: string | undefined;
  readonly capabilities?: unknown;
  readonly organization?: string | undefined;
  readonly cannotRenew?: string | undefined;
}

/** An executor's facts of its latest sync. */
export interface ExecutorFacts {
  readonly version: string;
  readonly host: string | null;
  readonly instanceId: string | null;
  /** JSON text */
  readonly capabilities: string | null;
  /** Why it can't renew its key; null unless it was asked to and can't. */
  readonly cannotRenew: string | null;
}

/** An executor that is bound to the presented key. */
export interface BoundExecutor extends ExecutorFacts {
  readonly id: string;
  readonly kind: string;
  readonly lastSeenAt: Date;
  /** From when on it is told to renew its key; absent unless it is asked to. */
  readonly renewAt?: Date;
  /** Absent unless several instances use its name. */
  readonly duplicated?: DuplicatedExecutor;
}

/** The other instances of an executor that this process has seen. */
export interface DuplicatedExecutor {
  readonly others: readonly ExecutorFacts[];
  /** Until then their syncs need not be recorded. */
  readonly recordAgainAt: Date;
}

/** What becomes of one presentation of a key. */
export type Admission =
  | { readonly kind: "refused"; readonly reason: SyncRefusalReason }
  /** Nothing but the time changed: answer from memory. */
  | { readonly kind: "admitted"; readonly executor: BoundExecutor }
  /** The key is good, but something has to be written first: a first sync, a move, a return, new facts. */
  | { readonly kind: "toBeRecorded" };

/**
 * Judges one presentation of a key. Expiry is judged here, at every presentation, never when a credential is cached.
 * @param executor the executor of that name as it is known to be bound to this key, if it is.
 */
export function admit(
  credential: Credential,
  executor: BoundExecutor | undefined,
  request: PresentedSync,
  now: Date,
): Admission {
  const reason = refusalOfKey(credential, request, now);
  if (reason !== null) return { kind: "refused", reason };
  // An executor that is bound already has its kind fixed: only a first sync with the key is asked for it.
  if (executor === undefined) {
    return isOtherKind(credential, request) ? { kind: "refused", reason: "kind_mismatch" } : { kind: "toBeRecorded" };
  }
  if (executor.kind !== request.kind) return { kind: "refused", reason: "kind_mismatch" };
  const facts = factsOf(request);
  // The policy counts it as unused: that is taken back before the answer.
  if (credential.unusedEndsAt !== null) return { kind: "toBeRecorded" };
  const isKnown = sameFacts(executor, facts) || isKnownOther(executor, facts, now);
  return isOnline(executor.lastSeenAt, now) && isKnown ? { kind: "admitted", executor } : { kind: "toBeRecorded" };
}

/** Why the key refuses the request, before the executor is considered; null when it does not. */
export function refusalOfKey(credential: Credential, request: PresentedSync, now: Date): SyncRefusalReason | null {
  const status = keyStatus(credential, now);
  if (status === "revoked") return "key_revoked";
  if (status === "expired") return "key_expired";
  if (isPaused(credential, now)) return "key_paused";
  if (credential.organizationDeactivatedAt !== null) return "organization_inactive";
  if (request.organization !== undefined && request.organization !== credential.organizationSlug) {
    return "organization_mismatch";
  }
  const { pendingFor, targetExecutorName } = credential;
  const onlyFor = pendingFor === null ? targetExecutorName : readPendingRenewal(pendingFor).executorName;
  if (onlyFor !== null && onlyFor !== request.name) return "key_bound_to_other_executor";
  return null;
}

/** Whether a key was made for an executor of another kind. */
function isOtherKind({ targetExecutorKind }: Credential, { kind }: PresentedSync): boolean {
  return targetExecutorKind !== null && targetExecutorKind !== kind;
}

/** The facts of a request in the form they are kept in. */
export function factsOf(request: PresentedSync): ExecutorFacts {
  return {
    version: request.version,
    host: request.host ?? null,
    instanceId: request.instanceId ?? null,
    capabilities: request.capabilities === undefined ? null : JSON.stringify(request.capabilities),
    cannotRenew: request.cannotRenew ?? null,
  };
}

/** The part of what is remembered of an executor that says whether it is told to renew its key. */
export function asked({ renewAt }: { readonly renewAt: Date | null }): Pick<BoundExecutor, "renewAt"> {
  return renewAt === null ? {} : { renewAt };
}

/** Facts of several instances alternate. They are recorded now and then, not at every sync. */
function isKnownOther({ duplicated }: BoundExecutor, facts: ExecutorFacts, now: Date): boolean {
  if (duplicated === undefined || now >= duplicated.recordAgainAt) return false;
  return duplicated.others.some((other) => sameFacts(other, facts));
}

/** Others of one executor that a process remembers. */
const MAX_OTHERS = 8;

/**
 * What a process remembers of an executor once a sync of it was recorded.
 * @param spoke what was known, from row and memory, of those who spoke under its name before.
 */
export function rememberOthers(
  executor: BoundExecutor,
  spoke: readonly (ExecutorFacts | null | undefined)[],
  duplicatedAt: Date | null,
  now: Date,
): BoundExecutor {
  if (duplicatedAt === null || !isDuplicated(duplicatedAt, now)) return executor;
  const others = new Map<string | null, ExecutorFacts>();
  for (const other of spoke) {
    if (!other || other.instanceId === executor.instanceId || others.has(other.instanceId)) continue;
    const { version, host, instanceId, capabilities, cannotRenew } = other;
    others.set(instanceId, { version, host, instanceId, capabilities, cannotRenew });
  }
  const known = [...others.values()].slice(0, MAX_OTHERS);
  return { ...executor, duplicated: { others: known, recordAgainAt: recordAgainAt(duplicatedAt) } };
}

/** Whether two sets of facts are equal. */
export function sameFacts(a: ExecutorFacts, b: ExecutorFacts): boolean {
  return (
    a.version === b.version &&
    a.host === b.host &&
    a.instanceId === b.instanceId &&
    a.capabilities === b.capabilities &&
    a.cannotRenew === b.cannotRenew
  );
}
