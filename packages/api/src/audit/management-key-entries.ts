import type { AuditEntry, ChangeOrigin } from "../domain/audit-actions.ts";
import { writeScopes, type ManagementScope } from "../domain/management-scopes.ts";

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Where a command that logged in runs, as it says, and from which address it asked. */
interface RequestedBy {
  readonly host: string;
  readonly from: string;
}

/** A management key was issued, in the app or by the login of a command. Names what it may do, never its secret or its hash. */
export function managementKeyCreated(
  origin: ChangeOrigin,
  key: Named & { scopes: readonly ManagementScope[]; cidrs: readonly string[]; expiresAt: Date },
  requestedBy?: RequestedBy,
): AuditEntry {
  const details = {
    scopes: writeScopes(key.scopes),
    cidrs: key.cidrs.join(" "),
    expiresAt: key.expiresAt.toISOString(),
    ...(requestedBy && { requestedByHost: requestedBy.host, requestedFrom: requestedBy.from }),
  };
  return { ...origin, action: "management_key.created", target: targetOf(key), details };
}

/** A management key was revoked, by hand or because a restored backup would bring it back. */
export function managementKeyRevoked(origin: ChangeOrigin, key: Named, cause: "manual" | "restore"): AuditEntry {
  return { ...origin, action: "management_key.revoked", target: targetOf(key), details: { cause } };
}

/** A member refused the login of a command: there is no key. */
export function loginRefused(
  origin: ChangeOrigin,
  organization: Named,
  { name, host, sourceAddress }: { readonly name: string; readonly host: string; readonly sourceAddress: string },
): AuditEntry {
  const details = { name, requestedByHost: host, requestedFrom: sourceAddress };
  const target = { kind: "organization", id: organization.id, name: organization.name } as const;
  return { ...origin, action: "management_key.refused", target, details };
}

function targetOf({ id, name }: Named): AuditEntry["target"] {
  return { kind: "management_key", id, name };
}
