import type { CodeView } from "../contract/codes.ts";
import { EXECUTOR_KINDS } from "../contract/sync.ts";
import { codeStatus } from "../domain/enrolment-code.ts";
import type { CodeRecord } from "../ports/code-store.ts";

/** A code as managers see it at `now`. */
export function presentCode(code: CodeRecord, now: Date): CodeView {
  return {
    id: code.id,
    name: code.executorName,
    namePattern: code.namePattern,
    kind: EXECUTOR_KINDS.find((kind) => kind === code.executorKind) ?? null,
    maxUses: code.maxUses,
    uses: code.uses,
    status: codeStatus(code, now),
    keyExpiresInDays: code.keyExpiresInDays,
    labels: code.labels,
    createdAt: code.createdAt,
    createdBy: { id: code.createdById, name: code.createdByName },
    expiresAt: code.expiresAt,
  };
}
