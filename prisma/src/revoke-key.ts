import type { DatabaseTransaction } from "./database.ts";
import type { Dialect } from "./dialect.ts";
import { Statement } from "./statement.ts";

interface KeyRevocation {
  readonly organizationId: string;
  readonly id: string;
  readonly at: Date;
  readonly replacedByKeyId: string | null;
}

/**
 * Revokes a key and counts it as revoked. On PostgreSQL that is one statement: whoever revokes waits for each.
 * @returns false, and nothing has changed, when the organization has no such key or it was revoked before.
 */
export async function revokeKey(
  client: DatabaseTransaction,
  dialect: Dialect,
  revocation: KeyRevocation,
): Promise<boolean> {
  const statement = new Statement(dialect);
  const revoke = textOfRevocation(statement, revocation);
  if (dialect === "postgresql") {
    const counted = `WITH revoked AS (${revoke} RETURNING organization_id) ${count("SELECT organization_id, 0, 1 FROM revoked")}`;
    return (await client.$executeRawUnsafe(counted, ...statement.parameters)) === 1;
  }
  const isRevoked = (await client.$executeRawUnsafe(revoke, ...statement.parameters)) === 1;
  if (isRevoked) await client.$executeRawUnsafe(count("VALUES (?, 0, 1)"), revocation.organizationId);
  return isRevoked;
}

function count(row: string): string {
  return `
    INSERT INTO key_count (organization_id, keys, revoked) ${row}
    ON CONFLICT (organization_id) DO UPDATE SET revoked = key_count.revoked + 1`;
}

function textOfRevocation(statement: Statement, { organizationId, id, at, replacedByKeyId }: KeyRevocation): string {
  return `
    UPDATE api_key SET revoked_at = ${statement.instant(at)},
      replaced_by_key_id = coalesce(${statement.parameter(replacedByKeyId)}, replaced_by_key_id)
    WHERE id = ${statement.parameter(id)} AND organization_id = ${statement.parameter(organizationId)}
      AND revoked_at IS NULL`;
}
