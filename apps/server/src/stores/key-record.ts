import type { KeyUsage, StoredKey } from "@excalibur/db";
import { keyRefusalReason, readLabels, readPendingRenewal, type ApiKeyRecord } from "@excalibur/api/server";

/** A key's row as the use cases know it. */
export function toRecord({ lastRefusal, pendingFor, ...key }: StoredKey, usedBy: KeyUsage): ApiKeyRecord {
  const reason = lastRefusal && keyRefusalReason(lastRefusal.reason);
  return {
    ...key,
    labels: readLabels(key.labels),
    pendingFor: pendingFor === null ? null : readPendingRenewal(pendingFor),
    usedBy,
    lastRefusal: lastRefusal && reason && { ...lastRefusal, reason },
  };
}
