import {
  executorDeleted,
  executorUpdated,
  keyDeleted,
  keyPaused,
  keyResumed,
  keyRevoked,
  keyUpdated,
} from "../audit/audit-entries.ts";
import type { AuditEntry, ChangeOrigin, RevocationCause, RevocationDetails } from "../domain/audit-actions.ts";
import { SUBSCRIBERS_OF_ACTION } from "../domain/audit-subscribers.ts";
import type { NotificationDraft } from "../domain/notifications/draft.ts";
import { draftOfEntry } from "../domain/notifications/told-of-entry.ts";
import type { PublishedChange } from "../contract/live.ts";
import type { LiveAudience } from "../ports/live-bus.ts";

/** What a change causes besides the rows that its work has written. `flush` of the server performs each, once. */
export type Effect =
  | {
      readonly kind: "revokeKey";
      readonly organizationId: string;
      readonly keyId: string;
      readonly at: Date;
      readonly replacedByKeyId: string | null;
      readonly reason: string | null;
    }
  /** By how much an organization's numbers of keys, and of revoked ones among them, change. */
  | { readonly kind: "countKeys"; readonly organizationId: string; readonly keys: number; readonly revoked: number }
  | { readonly kind: "record"; readonly entry: AuditEntry }
  /** What channels of an organization are told, each that chose to be. */
  | { readonly kind: "tell"; readonly draft: NotificationDraft }
  | {
      readonly kind: "invalidate";
      readonly organizationId: string;
      readonly keyIds: readonly string[] | "all";
    }
  | { readonly kind: "publish"; readonly organizationId: string; readonly change: PublishedChange }
  | { readonly kind: "recheckAccess"; readonly audience: LiveAudience };

interface NamedKey {
  readonly id: string;
  readonly name: string;
}

/** A key was inserted. */
export function effectsOfInsertion(key: {
  readonly organizationId: string;
  readonly id: string;
  readonly targetExecutorId: string | null;
}): Effect[] {
  const { organizationId, id, targetExecutorId } = key;
  const effects: Effect[] = [
    { kind: "countKeys", organizationId, keys: 1, revoked: 0 },
    { kind: "publish", organizationId, change: { kind: "keys", ids: [id] } },
  ];
  // Shown with it, as the key that waits for it.
  if (targetExecutorId !== null) {
    effects.push({ kind: "publish", organizationId, change: { kind: "executors", ids: [targetExecutorId] } });
  }
  return effects;
}

/** What people wrote about a key was changed. */
export function effectsOfKeyUpdate(
  origin: ChangeOrigin,
  key: NamedKey,
  changed: Parameters<typeof keyUpdated>[2],
): Effect[] {
  const { organizationId } = origin;
  return [
    ...effectsOfRecord(keyUpdated(origin, key, changed)),
    { kind: "publish", organizationId, change: { kind: "keys", ids: [key.id] } },
  ];
}

/** A key is revoked, by an effect of its own too. */
export function effectsOfRevocation(
  origin: ChangeOrigin,
  key: NamedKey,
  cause: RevocationCause,
  details: RevocationDetails = {},
): Effect[] {
  const { organizationId, at } = origin;
  const { replacedByKeyId = null, reason = null } = details;
  return [
    { kind: "revokeKey", organizationId, keyId: key.id, at, replacedByKeyId, reason },
    { kind: "countKeys", organizationId, keys: 0, revoked: 1 },
    ...effectsOfRecord(keyRevoked(origin, key, cause, details)),
    ...keyIsJudgedAnew(organizationId, key.id),
  ];
}

/** A key is refused for a while, or no longer is. */
export function effectsOfPause(
  origin: ChangeOrigin,
  key: NamedKey,
  pause: { until: Date; reason: string | null } | null,
): Effect[] {
  const entry = pause === null ? keyResumed(origin, key) : keyPaused(origin, key, pause);
  return [...effectsOfRecord(entry), ...keyIsJudgedAnew(origin.organizationId, key.id)];
}

/** A key ends by itself at another time than before. */
export function effectsOfMovedEnd(organizationId: string, keyId: string): Effect[] {
  return [
    { kind: "publish", organizationId, change: { kind: "keys", ids: [keyId] } },
    { kind: "invalidate", organizationId, keyIds: [keyId] },
  ];
}

/** A policy came into force: any key of the organization may end at another time. */
export function effectsOfPolicyUpdate(entry: AuditEntry): Effect[] {
  const { organizationId } = entry;
  return [
    ...effectsOfRecord(entry),
    { kind: "publish", organizationId, change: { kind: "keys", ids: null } },
    { kind: "publish", organizationId, change: { kind: "executors", ids: null } },
    { kind: "invalidate", organizationId, keyIds: "all" },
  ];
}

/** A successor was inserted for an executor that asked for it. */
export function effectsOfSuccessor(
  { organizationId }: { readonly organizationId: string },
  { keyId, executorId }: { readonly keyId: string; readonly executorId: string },
): Effect[] {
  return [
    { kind: "publish", organizationId, change: { kind: "keys", ids: [keyId] } },
    { kind: "publish", organizationId, change: { kind: "executors", ids: [executorId] } },
  ];
}

/** A successor was used for the first time: it is judged by other columns than before. */
export function effectsOfUse(organizationId: string, keyId: string): Effect[] {
  return effectsOfMovedEnd(organizationId, keyId);
}

/** Executors are told to renew their keys, which every server process has to learn. */
export function effectsOfRenewalRequest(
  organizationId: string,
  executorIds: readonly string[],
  keyIds: readonly string[],
): Effect[] {
  return [
    { kind: "publish", organizationId, change: { kind: "executors", ids: [...executorIds] } },
    { kind: "publish", organizationId, change: { kind: "keys", ids: [...keyIds] } },
    { kind: "invalidate", organizationId, keyIds },
  ];
}

/** A revoked key's row was deleted. */
export function effectsOfKeyDeletion(origin: ChangeOrigin, key: NamedKey): Effect[] {
  const { organizationId } = origin;
  return [
    { kind: "countKeys", organizationId, keys: -1, revoked: -1 },
    ...effectsOfRecord(keyDeleted(origin, key)),
    ...keyIsJudgedAnew(organizationId, key.id),
    { kind: "publish", organizationId, change: { kind: "deleted", ids: [key.id] } },
  ];
}

/** An executor's row was inserted, deleted or changed; `keyIds` are the keys it was and is bound to. */
export function effectsOnExecutor(
  organizationId: string,
  executorId: string,
  keyIds: readonly (string | null)[],
): Effect[] {
  const ids = keyIds.filter((keyId) => keyId !== null);
  return [
    { kind: "publish", organizationId, change: { kind: "executors", ids: [executorId] } },
    { kind: "publish", organizationId, change: { kind: "keys", ids } },
  ];
}

/** What people wrote about an executor was changed. */
export function effectsOfExecutorUpdate(
  origin: ChangeOrigin,
  executor: NamedKey,
  changed: Parameters<typeof executorUpdated>[2],
): Effect[] {
  const { organizationId } = origin;
  return [
    ...effectsOfRecord(executorUpdated(origin, executor, changed)),
    { kind: "publish", organizationId, change: { kind: "executors", ids: [executor.id] } },
  ];
}

/** An executor's row was deleted. What server processes remember of its key may still name it. */
export function effectsOfExecutorDeletion(
  origin: ChangeOrigin,
  executor: NamedKey & { readonly boundKeyId: string | null },
): Effect[] {
  const { organizationId } = origin;
  const effects: Effect[] = [
    ...effectsOfRecord(executorDeleted(origin, executor)),
    ...effectsOnExecutor(organizationId, executor.id, [executor.boundKeyId]),
    { kind: "publish", organizationId, change: { kind: "deleted", ids: [executor.id] } },
  ];
  if (executor.boundKeyId !== null) effects.push({ kind: "invalidate", organizationId, keyIds: [executor.boundKeyId] });
  return effects;
}

/** A row for an audit log, what channels are told of it, and that those who watch it, or the organization's members and settings, read again. */
export function effectsOfRecord(entry: AuditEntry): Effect[] {
  const { organizationId, action } = entry;
  const effects: Effect[] = [
    { kind: "record", entry },
    { kind: "publish", organizationId, change: { kind: "audit" } },
  ];
  const draft = draftOfEntry(entry);
  if (draft !== null) effects.push({ kind: "tell", draft });
  if (SUBSCRIBERS_OF_ACTION[action] === "organization") {
    effects.push({ kind: "publish", organizationId, change: { kind: "organization" } });
  }
  return effects;
}

/** Which executors are bound to it is not known here. */
function keyIsJudgedAnew(organizationId: string, keyId: string): Effect[] {
  return [
    { kind: "publish", organizationId, change: { kind: "keys", ids: [keyId] } },
    { kind: "publish", organizationId, change: { kind: "executors", ids: null } },
    { kind: "invalidate", organizationId, keyIds: [keyId] },
  ];
}
