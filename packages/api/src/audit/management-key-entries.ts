import type { AuditEntry, ChangeOrigin } from "../domain/audit-actions.ts";
import { writeScopes, type ManagementScope } from "../domain/management-scopes.ts";

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A management key was issued. Names what it may do, never its secret or its hash. */
export function managementKeyCreated(
  origin: ChangeOrigin,
  key: Named & { scopes: readonly ManagementScope[]; cidrs: readonly string[]; expiresAt: Date },
): AuditEntry {
  const details = {
    scopes: writeScopes(key.scopes),
    cidrs: key.cidrs.join(" "),
    expiresAt: key.expiresAt.toISOString(),
  };
  return { ...origin, action: "management_key.created", target: targetOf(key), details };
}

/** A management key was revoked, by hand or because a restored backup would bring it back. */
export function managementKeyRevoked(origin: ChangeOrigin, key: Named, cause: "manual" | "restore"): AuditEntry {
  return { ...origin, action: "management_key.revoked", target: targetOf(key), details: { cause } };
}

function targetOf({ id, name }: Named): AuditEntry["target"] {
  return { kind: "management_key", id, name };
}
