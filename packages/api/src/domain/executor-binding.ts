import { sameFacts, type Credential, type ExecutorFacts } from "./executor-admission.ts";
import { isOnline, OFFLINE_AFTER_MS } from "./executor-presence.ts";

/** The executor's row as the recording transaction finds it. */
export interface RecordedExecutor {
  readonly kind: string;
  readonly boundKeyId: string | null;
  readonly lastSeenAt: Date;
  /** When its silence was recorded as an event; null when it was not. */
  readonly disconnectedAt: Date | null;
  /** Since when it was refused with the key that it is bound to; null while it was not. */
  readonly refusedSince: Date | null;
}

/** What a sync with a good key does to the executor's row. */
export type BindingChange =
  | { readonly kind: "refused"; readonly reason: "kind_mismatch" }
  | { readonly kind: "connect" }
  | { readonly kind: "rebind"; readonly previousKeyId: string | null }
  | { readonly kind: "reconnect" }
  /** Bound already and online: only its facts are new. */
  | { readonly kind: "refresh" };

/**
 * Decides what a good presentation means for the executor's row: none yet, bound elsewhere, back again, or as before.
 * @param watchingSince since when this server has been up to receive syncs.
 */
export function bindingChange(
  executor: RecordedExecutor | null,
  keyId: string,
  executorKind: string,
  now: Date,
  watchingSince: Date,
): BindingChange {
  if (executor === null) return { kind: "connect" };
  if (executor.kind !== executorKind) return { kind: "refused", reason: "kind_mismatch" };
  if (executor.boundKeyId !== keyId) return { kind: "rebind", previousKeyId: executor.boundKeyId };
  return wasAway(executor, now, watchingSince) ? { kind: "reconnect" } : { kind: "refresh" };
}

/**
 * Since when an executor is online once it has synced at `now`: from this sync on if there was none, or only a silence,
 * before it; else as it was.
 */
export function onlineSinceAfter(
  executor: (RecordedExecutor & { readonly onlineSince: Date | null }) | null,
  now: Date,
  watchingSince: Date,
): Date | null {
  return executor === null || wasAway(executor, now, watchingSince) ? now : executor.onlineSince;
}

/** A silence that began before the server watched may be the server's own absence, and is not counted. */
function wasAway({ disconnectedAt, lastSeenAt }: RecordedExecutor, now: Date, watchingSince: Date): boolean {
  return disconnectedAt !== null || (!isOnline(lastSeenAt, now) && lastSeenAt >= watchingSince);
}

/**
 * Whether a sync changes nothing of an executor's row except the time it was seen: bound to this key, with these facts,
 * and seen recently enough that it can't be taken for silent before the next write of that time.
 */
export function isAsRecorded(
  executor: RecordedExecutor & ExecutorFacts,
  keyId: string,
  request: ExecutorFacts & { readonly kind: string },
  now: Date,
): boolean {
  return (
    executor.boundKeyId === keyId &&
    executor.kind === request.kind &&
    executor.disconnectedAt === null &&
    executor.refusedSince === null &&
    now.getTime() - executor.lastSeenAt.getTime() < OFFLINE_AFTER_MS / 2 &&
    sameFacts(executor, request)
  );
}

type AskedOfKey = Pick<Credential, "targetExecutorName" | "revokePrevious">;

/** Whether it was chosen, when a key was made for an executor, that its previous one is revoked once it has moved. */
export function asksToRevokePrevious({ targetExecutorName, revokePrevious }: AskedOfKey): boolean {
  return targetExecutorName !== null && revokePrevious;
}

/** Why the previous key was revoked or kept. Stored in the event of the move. */
export type PreviousKeyFate = "keptByDefault" | "revoked" | "keptBecauseShared" | "endsWithTheLast" | "alreadyRevoked";

/** The values that earlier versions stored. Such a version may still run while a fleet of servers is upgraded. */
const FORMER_FATES: Readonly<Record<string, PreviousKeyFate>> = {
  notAsked: "keptByDefault",
  revoke: "revoked",
  keptSharedWithOthers: "keptBecauseShared",
  goneAlready: "alreadyRevoked",
};

/** The current value for a stored one. */
export function readPreviousKeyFate(stored: string): string {
  return FORMER_FATES[stored] ?? stored;
}

/**
 * Decides about the key that an executor has just moved away from. A key that was rotated to end when moved is revoked with
 * its last executor; another one if the new key was created with that choice and no other executor is bound to the old one.
 */
export function fateOfPreviousKey(
  credential: AskedOfKey,
  previous: { revokedAt: Date | null; retiresWhenMoved: boolean; otherExecutors: number } | null,
): PreviousKeyFate {
  const isChosen = asksToRevokePrevious(credential);
  if (previous === null || previous.revokedAt !== null) return isChosen ? "alreadyRevoked" : "keptByDefault";
  if (!isChosen && !previous.retiresWhenMoved) return "keptByDefault";
  if (previous.otherExecutors === 0) return "revoked";
  return previous.retiresWhenMoved ? "endsWithTheLast" : "keptBecauseShared";
}
