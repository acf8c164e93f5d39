import type { KeyStatus } from "./key-status.ts";

/** Milliseconds that a rotated key may go on beside its successor, at a time chosen. */
export const MAX_OVERLAP_MS = 7 * 24 * 60 * 60 * 1000;

/** How the old key of a rotation ends. */
export type OldKeyEnd =
  | { readonly kind: "now" }
  /** Once the last of its executors has moved to another key. */
  | { readonly kind: "whenMoved" }
  | { readonly kind: "at"; readonly at: Date };

/** What bounds the life of a key that is not revoked. */
export interface KeyTerm {
  /** The expiry it was issued with; null: none. */
  readonly issuedExpiresAt: Date | null;
  /** When it ends because it was rotated; null: it was not, or ends otherwise. */
  readonly retiresAt: Date | null;
}

/** When a key ends by itself, and whether that is before the expiry that it was issued with. */
export interface KeyEnd {
  readonly expiresAt: Date | null;
  readonly endsEarly: boolean;
}

/** The end of a key: the earliest of what bounds its life. A rotation never prolongs one. */
export function endOf({ issuedExpiresAt, retiresAt }: KeyTerm): KeyEnd {
  const endsEarly = retiresAt !== null && (issuedExpiresAt === null || retiresAt < issuedExpiresAt);
  return { expiresAt: endsEarly ? retiresAt : issuedExpiresAt, endsEarly };
}

/** How an old key ends that was asked to end in a way. */
export type RetirementVerdict = OldKeyEnd | { readonly kind: "refused"; readonly problem: string };

/**
 * Decides how the old key of a rotation ends. A key that no executor is bound to ends now.
 * @param boundExecutors how many executors are bound to it.
 */
export function judgeOldKeyEnd(asked: OldKeyEnd, boundExecutors: number, now: Date): RetirementVerdict {
  if (asked.kind === "whenMoved") return boundExecutors === 0 ? { kind: "now" } : asked;
  if (asked.kind === "now") return asked;
  const inMs = asked.at.getTime() - now.getTime();
  if (inMs <= 0) return { kind: "refused", problem: "Choose a time that is still to come." };
  if (inMs > MAX_OVERLAP_MS) return { kind: "refused", problem: "The old key may go on for at most 7 days." };
  return asked;
}

/** Whether a key has ended by its rotation, with nothing written of it yet. */
export function isRetired({ retiresAt, revokedAt }: { retiresAt: Date | null; revokedAt: Date | null }, now: Date) {
  return revokedAt === null && retiresAt !== null && retiresAt <= now;
}

/** Whether a key is on its way out: it has a successor, and is accepted until it ends. */
export function isRetiring(key: { status: KeyStatus; retiresAt: Date | null; retiresWhenMoved: boolean }): boolean {
  return key.status === "active" && (key.retiresAt !== null || key.retiresWhenMoved);
}
