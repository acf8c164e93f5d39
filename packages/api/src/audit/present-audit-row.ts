import type { AuditView } from "../contract/audit.ts";
import type { AuditRecord } from "../domain/audit-chain.ts";

/** A stored row as its readers see it. Also shows a row that was tampered with: hiding it would help the attacker. */
export function presentAuditRow(row: AuditRecord): AuditView {
  return {
    id: row.id,
    sequence: row.sequence,
    at: row.at,
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName, email: row.actorEmail, role: row.actorRole },
    action: row.action,
    target: { kind: row.targetKind, id: row.targetId, name: row.targetName },
    details: readDetails(row.details),
    sourceAddress: row.sourceAddress,
    hash: row.hash,
  };
}

function readDetails(text: string): AuditView["details"] {
  try {
    const details: unknown = JSON.parse(text);
    if (typeof details === "object" && details !== null && !Array.isArray(details)) return { ...details };
  } catch {
    // Shown as it is, below.
  }
  return { unreadable: text };
}
