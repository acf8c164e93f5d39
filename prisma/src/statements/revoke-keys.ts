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
  const given = statement.rows(revocations, {
    organizationId: "text",
    keyId: "text",
    at: "instant",
    replacedByKeyId: "text",
    reason: "text",
  });
  return `
    UPDATE api_key AS k
    SET revoked_at = given.at, replaced_by_key_id = coalesce(given."replacedByKeyId", k.replaced_by_key_id),
      revoked_reason = given.reason, pending_for = NULL
    FROM ${given}
    WHERE k.id = given."keyId" AND k.organization_id = given."organizationId" AND k.revoked_at IS NULL`;
}
