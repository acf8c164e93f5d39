import type { ApiKey, KeyRefusal } from "../../generated/sqlite/client.ts";
import {
  boolean,
  booleanOrNull,
  instant,
  instantOrNull,
  RowSchema,
  text,
  textOrNull,
  type RowOf,
} from "./row-schema.ts";

/** A key without its secret's hash, and how it was last refused. */
export interface StoredKey extends Readonly<
  Omit<
    ApiKey,
    "secretHash" | "nameFolded" | "noteFolded" | "ownerId" | "firstUsedAt" | "endsEarly" | "retiresWhenMoved"
  >
> {
  /** The member who answers for it, by their name of now. */
  readonly owner: { readonly id: string; readonly userId: string; readonly name: string } | null;
  /** Whether it ends once its last executor has moved to another key. */
  readonly retiresWhenMoved: boolean;
  readonly lastRefusal: Readonly<Pick<KeyRefusal, "at" | "reason" | "executorName">> | null;
}

/** What is selected of `api_key k` and what is joined to it. */
export const KEY_ROW = new RowSchema({
  id: text("k.id"),
  organizationId: text("k.organization_id"),
  name: text("k.name"),
  nameOrder: text("k.name_order"),
  hint: text("k.hint"),
  note: text("k.note"),
  labels: text("k.labels"),
  ownerId: textOrNull("m.id"),
  ownerUserId: textOrNull("m.user_id"),
  ownerName: textOrNull("p.name"),
  createdAt: instant("k.created_at"),
  createdById: textOrNull("k.created_by_id"),
  createdByName: textOrNull("k.created_by_name"),
  expiresAt: instantOrNull("k.expires_at"),
  endsEarly: booleanOrNull("k.ends_early"),
  issuedExpiresAt: instantOrNull("k.issued_expires_at"),
  retiresAt: instantOrNull("k.retires_at"),
  retiresWhenMoved: booleanOrNull("k.retires_when_moved"),
  unusedEndsAt: instantOrNull("k.unused_ends_at"),
  revokedAt: instantOrNull("k.revoked_at"),
  revokedReason: textOrNull("k.revoked_reason"),
  pausedUntil: instantOrNull("k.paused_until"),
  lastUsedAt: instantOrNull("u.at"),
  targetExecutorId: textOrNull("k.target_executor_id"),
  targetExecutorName: textOrNull("k.target_executor_name"),
  targetExecutorKind: textOrNull("k.target_executor_kind"),
  revokePrevious: boolean("k.revoke_previous"),
  replacesKeyId: textOrNull("k.replaces_key_id"),
  replacedByKeyId: textOrNull("k.replaced_by_key_id"),
  pendingFor: textOrNull("k.pending_for"),
  renewedAt: instantOrNull("k.renewed_at"),
  refusedAt: instantOrNull("r.at"),
  refusedReason: textOrNull("r.reason"),
  refusedExecutorName: textOrNull("r.executor_name"),
});

/** What to join to `api_key k`: how it was last refused, when it was last used, and who owns it. */
export const KEY_JOINS = `
  LEFT JOIN key_refusal r ON r.key_id = k.id LEFT JOIN key_last_use u ON u.key_id = k.id
  LEFT JOIN member m ON m.id = k.owner_id LEFT JOIN "user" p ON p.id = m.user_id`;

/** A key's row: the expiry it was issued with stands in a column of its own only where the key ends earlier. */
export function toKey(row: RowOf<typeof KEY_ROW>): StoredKey {
  const { refusedAt, refusedReason, refusedExecutorName, endsEarly, issuedExpiresAt, retiresWhenMoved, ...rest } = row;
  const { ownerId, ownerUserId, ownerName, ...key } = rest;
  const isOwned = ownerId !== null && ownerUserId !== null && ownerName !== null;
  const isRefused = refusedAt !== null && refusedReason !== null && refusedExecutorName !== null;
  return {
    ...key,
    issuedExpiresAt: endsEarly === true ? issuedExpiresAt : key.expiresAt,
    retiresWhenMoved: retiresWhenMoved === true,
    owner: isOwned ? { id: ownerId, userId: ownerUserId, name: ownerName } : null,
    lastRefusal: isRefused ? { at: refusedAt, reason: refusedReason, executorName: refusedExecutorName } : null,
  };
}
