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
  /** Other instants at which it ends: because it was rotated, by the organization's policy. Null: not by that. */
  readonly bounds: readonly (Date | null)[];
}

/** When a key ends by itself, and whether that is before the expiry that it was issued with. */
export interface KeyEnd {
  readonly expiresAt: Date | null;
  readonly endsEarly: boolean;
}

/** The end of a key: the earliest of what bounds its life. Neither a rotation nor a policy ever prolongs one. */
export function endOf({ issuedExpiresAt, bounds }: KeyTerm): KeyEnd {
  const first = bounds.filter((bound) => bound !== null).toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
  const endsEarly = first !== null && (issuedExpiresAt === null || first < issuedExpiresAt);
  return { expiresAt: endsEarly ? first : issuedExpiresAt, endsEarly };
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

/** By what a key has ended for good that is not written down as revoked yet. */
export type DueEnd = "rotation" | "renewal" | "policy";

/**
 * Whether a key has ended by its rotation or renewal, or because it is unused, with nothing written of it yet; by what came
 * first. A key without a successor of its own was renewed, or is a successor that no sync has used.
 */
export function dueEndOf(
  key: { retiresAt: Date | null; unusedEndsAt: Date | null; revokedAt: Date | null; replacedByKeyId: string | null },
  now: Date,
): DueEnd | null {
  if (key.revokedAt !== null) return null;
  const { retiresAt, unusedEndsAt } = key;
  if (unusedEndsAt !== null && unusedEndsAt <= now && (retiresAt === null || unusedEndsAt <= retiresAt))
    return "policy";
  if (retiresAt === null || retiresAt > now) return null;
  return key.replacedByKeyId === null ? "renewal" : "rotation";
}

/** Whether a key is on its way out: it has a successor, and is accepted until it ends. */
export function isRetiring(key: { status: KeyStatus; retiresAt: Date | null; retiresWhenMoved: boolean }): boolean {
  return key.status === "active" && (key.retiresAt !== null || key.retiresWhenMoved);
}

/** Why a key ends when it does: the expiry it was issued with, its rotation, or the policy; null: it does not end by itself. */
export type EndReason = "issued" | "rotation" | "unused" | "longest_life";

/** What bounds the life of a key first. */
export function reasonOfEnd(key: {
  expiresAt: Date | null;
  effectiveExpiresAt: Date | null;
  retiresAt: Date | null;
  unusedEndsAt: Date | null;
}): EndReason | null {
  const endsAt = key.effectiveExpiresAt?.getTime();
  if (endsAt === undefined) return null;
  if (endsAt === key.expiresAt?.getTime()) return "issued";
  if (endsAt === key.retiresAt?.getTime()) return "rotation";
  return endsAt === key.unusedEndsAt?.getTime() ? "unused" : "longest_life";
}
