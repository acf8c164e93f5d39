import type { ManagementKeyView } from "../contract/management-keys.ts";
import { keyStatus } from "../domain/key-status.ts";
import type { ManagementKeyRecord } from "../ports/management-key-store.ts";

/** A management key as clients see it at `now`. Lists what it shows: a new column stays private until it is named here. */
export function presentManagementKey(key: ManagementKeyRecord, now: Date): ManagementKeyView {
  return {
    id: key.id,
    name: key.name,
    hint: key.hint,
    scopes: [...key.scopes],
    cidrs: [...key.cidrs],
    status: keyStatus(key, now),
    createdAt: key.createdAt,
    createdBy: { id: key.createdById, name: key.createdByName },
    expiresAt: key.expiresAt,
    revokedAt: key.revokedAt,
    lastUsedAt: key.lastUsedAt,
    lastUsedFrom: key.lastUsedFrom,
  };
}
