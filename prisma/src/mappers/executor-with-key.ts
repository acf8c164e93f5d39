import type { ApiKey, Executor } from "../../generated/sqlite/client.ts";
import { instant, instantOrNull, RowSchema, text, textOrNull, type RowOf } from "./row-schema.ts";

/** An executor, and the key it is bound to. */
export interface ExecutorWithKey extends Readonly<
  Omit<Executor, "nameFolded" | "nameOrder" | "versionOrder" | "noteFolded">
> {
  readonly boundKey: Readonly<Pick<ApiKey, "id" | "name" | "revokedAt" | "expiresAt" | "renewedAt">> | null;
}

/** What is selected of `executor e` and, joined to it, `api_key k`. */
export const EXECUTOR_ROW = new RowSchema({
  id: text("e.id"),
  organizationId: text("e.organization_id"),
  name: text("e.name"),
  kind: text("e.kind"),
  version: text("e.version"),
  host: textOrNull("e.host"),
  instanceId: textOrNull("e.instance_id"),
  capabilities: textOrNull("e.capabilities"),
  note: text("e.note"),
  labels: text("e.labels"),
  firstSeenAt: instant("e.first_seen_at"),
  lastSeenAt: instant("e.last_seen_at"),
  boundAt: instant("e.bound_at"),
  onlineSince: instantOrNull("e.online_since"),
  disconnectedAt: instantOrNull("e.disconnected_at"),
  instances: textOrNull("e.instances"),
  duplicatedAt: instantOrNull("e.duplicated_at"),
  refusedAt: instantOrNull("e.refused_at"),
  refusedReason: textOrNull("e.refused_reason"),
  refusedSince: instantOrNull("e.refused_since"),
  renewAt: instantOrNull("e.renew_at"),
  cannotRenew: textOrNull("e.cannot_renew"),
  contestedAt: instantOrNull("e.contested_at"),
  boundKeyId: textOrNull("e.bound_key_id"),
  keyId: textOrNull("k.id"),
  keyName: textOrNull("k.name"),
  keyRevokedAt: instantOrNull("k.revoked_at"),
  keyExpiresAt: instantOrNull("k.expires_at"),
  keyRenewedAt: instantOrNull("k.renewed_at"),
});

export function toExecutorWithKey(row: RowOf<typeof EXECUTOR_ROW>): ExecutorWithKey {
  const { keyId, keyName, keyRevokedAt, keyExpiresAt, keyRenewedAt, ...executor } = row;
  if (keyId === null || keyName === null) return { ...executor, boundKey: null };
  const ends = { revokedAt: keyRevokedAt, expiresAt: keyExpiresAt };
  return { ...executor, boundKey: { id: keyId, name: keyName, ...ends, renewedAt: keyRenewedAt } };
}
