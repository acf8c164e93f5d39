import { keyStatus } from "./key-status.ts";

/** Milliseconds that a successor may stay unused. */
export const UNUSED_SUCCESSOR_MS = 24 * 60 * 60 * 1000;

/** Milliseconds over which the executors that are asked together begin their renewals, at most. */
const MAX_SPREAD_MS = 240_000;
const SPREAD_OF_ONE_MS = 200;

/** Which renewal a key was made by: of which key, by which executor. */
export interface PendingRenewal {
  readonly keyId: string;
  readonly executorName: string;
}

/** As a key's row keeps it. Neither ids nor names of executors have a space in them. */
export function writePendingRenewal({ keyId, executorName }: PendingRenewal): string {
  return `${keyId} ${executorName}`;
}

/** Reads what `writePendingRenewal` wrote. */
export function readPendingRenewal(text: string): PendingRenewal {
  const space = text.indexOf(" ");
  return { keyId: text.slice(0, space), executorName: text.slice(space + 1) };
}

/** When a successor ends that is not used: with the key that it renews, or after a day. */
export function endOfUnusedSuccessor(renewed: { readonly expiresAt: Date | null }, now: Date): Date {
  const end = new Date(now.getTime() + UNUSED_SUCCESSOR_MS);
  return renewed.expiresAt !== null && renewed.expiresAt < end ? renewed.expiresAt : end;
}

/** Milliseconds over which so many executors begin to renew, so that they do not all do it at one moment. */
export function renewalSpreadMs(executors: number): number {
  return executors <= 1 ? 0 : Math.min(MAX_SPREAD_MS, executors * SPREAD_OF_ONE_MS);
}

interface SuccessorFacts {
  readonly id: string;
  readonly revokedAt: Date | null;
  readonly expiresAt: Date | null;
  /** Null once it was used. */
  readonly pendingFor: PendingRenewal | null;
}

/** An executor's wish to renew its key, as the transaction finds everything. */
export interface AskedRenewal {
  readonly name: string;
  readonly kind: string;
  /** The key that it presents, which is good. */
  readonly key: { readonly id: string; readonly replacedByKeyId: string | null };
  /** The executor of that name. */
  readonly executor: { readonly boundKeyId: string | null; readonly kind: string } | null;
  /** A successor of the key with the very secret that is offered now. */
  readonly sameSecret: SuccessorFacts | null;
  /** The executor's successor of the key that is not used yet. */
  readonly pending: Pick<SuccessorFacts, "revokedAt" | "expiresAt"> | null;
}

/** What becomes of it. */
export type RenewalVerdict =
  | { readonly kind: "issue" }
  /** The same question again, after a lost answer: the same answer. */
  | { readonly kind: "repeat" }
  | {
      readonly kind: "refused";
      readonly reason: "renewal_pending" | "renewal_not_bound" | "key_retiring" | "key_exists";
    }
  | { readonly kind: "refusedAsSync"; readonly reason: "kind_mismatch" };

/**
 * Decides about a renewal. Only the executor that is bound to a key renews it, so that no key for another name comes of it; a
 * key that a person has rotated is not renewed, because its executors are to get the person's successor.
 */
export function judgeRenewal(asked: AskedRenewal, now: Date): RenewalVerdict {
  const { name, key, executor, sameSecret, pending } = asked;
  if (executor !== null && executor.kind !== asked.kind) return { kind: "refusedAsSync", reason: "kind_mismatch" };
  if (sameSecret !== null) {
    const isOwn =
      sameSecret.pendingFor === null
        ? executor?.boundKeyId === sameSecret.id
        : sameSecret.pendingFor.executorName === name;
    const isGood = keyStatus(sameSecret, now) === "active";
    return isOwn && isGood ? { kind: "repeat" } : { kind: "refused", reason: "key_exists" };
  }
  if (executor === null || executor.boundKeyId !== key.id) return { kind: "refused", reason: "renewal_not_bound" };
  if (key.replacedByKeyId !== null) return { kind: "refused", reason: "key_retiring" };
  const isPending = pending !== null && keyStatus(pending, now) === "active";
  return isPending ? { kind: "refused", reason: "renewal_pending" } : { kind: "issue" };
}

/** Why the executors of a key can't be asked to renew it. */
export type NotAskable = "key_revoked" | "key_expired" | "key_retiring" | "renewal_pending" | "key_unused";

/** Whether the executors of a key can be asked to renew it. */
export function judgeRenewalRequest(
  key: {
    readonly revokedAt: Date | null;
    readonly expiresAt: Date | null;
    readonly replacedByKeyId: string | null;
    readonly pendingFor: PendingRenewal | null;
    readonly usedBy: { readonly total: number };
  },
  now: Date,
): "allowed" | NotAskable {
  const status = keyStatus(key, now);
  if (status !== "active") return status === "revoked" ? "key_revoked" : "key_expired";
  if (key.pendingFor !== null) return "renewal_pending";
  if (key.replacedByKeyId !== null) return "key_retiring";
  return key.usedBy.total === 0 ? "key_unused" : "allowed";
}

/** Why an executor can't store another key where it has its own from. */
export const CANNOT_RENEW = [
  /** The key was given by an environment variable, a file descriptor, or the program itself. */
  "not_a_file",
  "systemd_credential",
  "read_only",
  "disk_full",
  "not_permitted",
  /** Kubernetes does not let it write its Secret. */
  "secret_not_writable",
  "storage_failed",
] as const;
export type CannotRenew = (typeof CANNOT_RENEW)[number];

/** Reads a stored reason; one of a newer version is `storage_failed`. */
export function readCannotRenew(stored: string | null): CannotRenew | null {
  return stored === null ? null : (CANNOT_RENEW.find((known) => known === stored) ?? "storage_failed");
}
