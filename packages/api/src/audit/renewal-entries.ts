import type { AuditAction, AuditEntry, ChangeOrigin } from "../domain/audit-actions.ts";

interface NamedKey {
  readonly id: string;
  readonly name: string;
}

/** The executors of a key were told to renew it. @param oldKeyEndsAt when it ends at the latest; null: once all have moved. */
export function renewalAsked(
  origin: ChangeOrigin,
  key: NamedKey,
  { executors, oldKeyEndsAt }: { readonly executors: number; readonly oldKeyEndsAt: Date | null },
): AuditEntry {
  const end = oldKeyEndsAt === null ? {} : { retiresAt: oldKeyEndsAt.toISOString() };
  return ofKey(origin, "api_key.renewal_asked", key, { executors, ...end });
}

/** A second secret was offered for the renewal of a key. */
export function renewalContested(
  origin: ChangeOrigin,
  key: NamedKey,
  details: { readonly pendingKeyId: string },
): AuditEntry {
  return ofKey(origin, "api_key.renewal_contested", key, details);
}

function ofKey(
  origin: ChangeOrigin,
  action: AuditAction,
  { id, name }: NamedKey,
  details: AuditEntry["details"],
): AuditEntry {
  return { ...origin, action, target: { kind: "api_key", id, name }, details };
}
