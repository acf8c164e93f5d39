import type { ApiKeyView } from "../contract/api-keys.ts";
import { EXECUTOR_KINDS } from "../contract/sync.ts";
import type { KeyEnd } from "../domain/key-end.ts";
import { isPaused } from "../domain/key-pause.ts";
import { naturalOrder } from "../domain/natural-order.ts";
import { keyStatus } from "../domain/key-status.ts";
import type { ApiKeyRecord, NewApiKey } from "../ports/api-key-store.ts";

/** A key as clients see it at `now`. Lists what it shows: a new column stays private until it is named here. */
export function presentKey(key: ApiKeyRecord, now: Date): ApiKeyView {
  return {
    id: key.id,
    name: key.name,
    hint: key.hint,
    note: key.note,
    labels: key.labels,
    owner: key.owner,
    status: keyStatus(key, now),
    createdAt: key.createdAt,
    createdBy: key.createdById === null ? null : { id: key.createdById, name: key.createdByName ?? "" },
    expiresAt: key.issuedExpiresAt,
    // An object of its own, since what stands in two places is much work to send.
    effectiveExpiresAt: key.expiresAt === null ? null : new Date(key.expiresAt),
    retiresAt: key.pendingFor === null ? key.retiresAt : null,
    retiresWhenMoved: key.retiresWhenMoved,
    unusedEndsAt: key.unusedEndsAt,
    renewing: key.usedBy.renewing,
    unused: presentUnused(key),
    renewedAt: key.renewedAt,
    lastUsedAt: key.lastUsedAt,
    revokedAt: key.revokedAt,
    revokedReason: key.revokedReason,
    pausedUntil: keyStatus(key, now) === "active" && isPaused(key, now) ? key.pausedUntil : null,
    target: presentTarget(key),
    usedBy: { total: key.usedBy.total, executors: key.usedBy.executors },
    lastRefusal: key.lastRefusal,
    replacesKeyId: key.replacesKeyId,
    replacedByKeyId: key.replacedByKeyId,
  };
}

/** A key that has just been issued: nothing has happened to it yet. @param end as its insertion gave it. */
export function presentNewKey(
  { expiresAt: issuedExpiresAt, ...key }: Omit<NewApiKey, "secretHash">,
  { expiresAt }: KeyEnd,
  now: Date,
): ApiKeyView {
  const ends = { revokedAt: null, revokedReason: null, pausedUntil: null, replacedByKeyId: null };
  const isNew = { ...ends, lastUsedAt: null, lastRefusal: null };
  const term = { expiresAt, issuedExpiresAt, retiresAt: null, retiresWhenMoved: false, unusedEndsAt: null };
  const usedBy = { total: 0, renewing: 0, executors: [] };
  const order = { nameOrder: naturalOrder(key.name) };
  return presentKey({ ...key, ...order, ...isNew, ...term, pendingFor: null, renewedAt: null, usedBy }, now);
}

function presentUnused({ pendingFor, expiresAt, revokedAt }: ApiKeyRecord): ApiKeyView["unused"] {
  if (pendingFor === null || expiresAt === null || revokedAt !== null) return null;
  return { executorName: pendingFor.executorName, until: expiresAt };
}

function presentTarget(key: ApiKeyRecord): ApiKeyView["target"] {
  const { targetExecutorId: id, targetExecutorName: name, targetExecutorKind } = key;
  if (name === null) return { kind: "newExecutor" };
  if (id !== null) return { kind: "executor", id, name };
  return { kind: "name", name, executorKind: EXECUTOR_KINDS.find((kind) => kind === targetExecutorKind) ?? null };
}
