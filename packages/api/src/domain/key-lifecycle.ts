import type { PendingRenewal } from "./key-renewal.ts";
import { keyStatus } from "./key-status.ts";

interface KeyFacts {
  readonly revokedAt: Date | null;
  readonly expiresAt: Date | null;
}

export type RotationVerdict =
  | "allowed"
  | "key_expired"
  | "key_revoked"
  | "key_changed"
  | "key_retiring"
  | "renewal_pending";

/**
 * Only an active key without a successor can be rotated; one that a renewal made, once its executor has used it. A key that was
 * revoked after the request arrived has a refusal of its own.
 * @param receivedAt when the server received the request to rotate.
 */
export function judgeRotation(
  key: KeyFacts & { readonly replacedByKeyId: string | null; readonly pendingFor: PendingRenewal | null },
  receivedAt: Date,
  now: Date,
): RotationVerdict {
  const status = keyStatus(key, now);
  if (status === "active" && key.pendingFor !== null) return "renewal_pending";
  if (status === "active") return key.replacedByKeyId === null ? "allowed" : "key_retiring";
  if (status === "expired") return "key_expired";
  return key.revokedAt !== null && key.revokedAt >= receivedAt ? "key_changed" : "key_revoked";
}

/** Active and expired keys can be revoked; revoking is final, so a second time is refused. */
export function judgeRevocation(key: KeyFacts): "allowed" | "key_revoked" {
  return key.revokedAt === null ? "allowed" : "key_revoked";
}

/** Only a revoked key can be deleted: nothing that might still be in use disappears. */
export function judgeDeletion(key: KeyFacts): "allowed" | "key_not_revoked" {
  return key.revokedAt === null ? "key_not_revoked" : "allowed";
}
