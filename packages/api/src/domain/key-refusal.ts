import type { SyncRefusalReason } from "./refusals.ts";

/** Why a known key is refused, as stored in its row. The other reasons are not about the key. */
export const KEY_REFUSALS = [
  "key_revoked",
  "key_expired",
  "key_paused",
  "key_bound_to_other_executor",
  "organization_mismatch",
  "organization_inactive",
  "kind_mismatch",
  "executor_limit",
] as const satisfies readonly SyncRefusalReason[];
export type KeyRefusalReason = (typeof KEY_REFUSALS)[number];

/** Reads a reason; null for one that is not about a known key. */
export function keyRefusalReason(reason: string): KeyRefusalReason | null {
  return KEY_REFUSALS.find((known) => known === reason) ?? null;
}
