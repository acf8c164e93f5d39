import type { AuditEntry, ChangeOrigin } from "../domain/audit-actions.ts";

interface Witness {
  readonly id: string;
  readonly name: string;
  readonly key: string;
}

/** A witness of the audit log was registered. */
export function witnessAdded(origin: ChangeOrigin, witness: Witness): AuditEntry {
  return { ...origin, action: "witness.added", target: targetOf(witness), details: { key: witness.key } };
}

/** A witness was removed, with the heads that it had co-signed: the last of them is named. */
export function witnessRemoved(origin: ChangeOrigin, witness: Witness, lastSequence: number | null): AuditEntry {
  const details = { key: witness.key, lastSequence };
  return { ...origin, action: "witness.removed", target: targetOf(witness), details };
}

function targetOf({ id, name }: Witness): AuditEntry["target"] {
  return { kind: "witness", id, name };
}
