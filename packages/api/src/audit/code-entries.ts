import type { AuditAction, AuditEntry, ChangeOrigin } from "../domain/audit-actions.ts";
import type { CodeRecord } from "../ports/code-store.ts";

/** A code was made. Names what it is for, never the code or its hash. */
export function codeCreated(origin: ChangeOrigin, code: CodeRecord): AuditEntry {
  return ofCode(origin, "enrolment_code.created", code, {
    kind: code.executorKind,
    maxUses: code.maxUses,
    expiresAt: code.expiresAt.toISOString(),
  });
}

export function codeRevoked(origin: ChangeOrigin, code: CodeRecord): AuditEntry {
  return ofCode(origin, "enrolment_code.revoked", code, { uses: code.uses });
}

/** A code that is good once was presented again, for another secret. */
export function codeReused(
  origin: ChangeOrigin,
  code: CodeRecord,
  { firstAddress, keyId }: { firstAddress: string; keyId: string },
): AuditEntry {
  return ofCode(origin, "enrolment_code.reused", code, { firstAddress, keyId });
}

function ofCode(
  origin: ChangeOrigin,
  action: AuditAction,
  { id, executorName, namePattern }: CodeRecord,
  details: AuditEntry["details"],
): AuditEntry {
  const name = executorName ?? namePattern ?? "any host";
  return { ...origin, action, target: { kind: "enrolment_code", id, name }, details };
}
