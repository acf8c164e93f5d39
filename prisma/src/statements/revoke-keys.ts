import type { Statement } from "../dialects/statement.ts";

export interface KeyRevocation {
  readonly organizationId: string;
  readonly keyId: string;
  readonly at: Date;
  readonly replacedByKeyId: string | null;
  readonly reason: string | null;
}

/** The text that revokes keys, each only when it is not revoked yet. */
export function revokeKeys(statement: Statement, revocations: readonly KeyRevocation[]): string {
  const rows = revocations.map(({ organizationId, keyId, at, replacedByKeyId, reason }) => {
    const ids = `${statement.parameter(keyId)}, ${statement.parameter(organizationId)}`;
    return `(${ids}, ${statement.instant(at)}, ${statement.parameter(replacedByKeyId)}, ${statement.parameter(reason)})`;
  });
  // Both dialects call the columns of VALUES column1, column2 and so on.
  return `
    UPDATE api_key AS k
    SET revoked_at = v.column3, replaced_by_key_id = coalesce(v.column4, k.replaced_by_key_id), revoked_reason = v.column5, pending_for = NULL
    FROM (VALUES ${rows.join(", ")}) AS v
    WHERE k.id = v.column1 AND k.organization_id = v.column2 AND k.revoked_at IS NULL`;
}
