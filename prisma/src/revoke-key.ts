import { addToKeyCount, changeKeyCount } from "./change-key-count.ts";
import { closeWith } from "./closing-statements.ts";
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
 * Revokes a key, and counts it as revoked when the transaction closes.
 * @returns false, and nothing changes, when the organization has no such key or it was revoked before.
 */
export async function revokeKey(
  client: DatabaseTransaction,
  dialect: Dialect,
  revocation: KeyRevocation,
): Promise<boolean> {
  const statement = new Statement(dialect);
  const text = textOfRevocation(statement, revocation);
  const isRevoked = (await client.$executeRawUnsafe(text, ...statement.parameters)) === 1;
  if (isRevoked) changeKeyCount(dialect, { organizationId: revocation.organizationId, keys: 0, revoked: 1 });
  return isRevoked;
}

/**
 * Has the transaction that the caller is in close with revoking a key, which it holds and knows not to be revoked, and with
 * counting it. On PostgreSQL that is one statement: whoever revokes waits for each.
 */
export function closeWithRevocation(dialect: Dialect, revocation: KeyRevocation): void {
  const statement = new Statement(dialect);
  const text = textOfRevocation(statement, revocation);
  if (dialect === "postgresql") {
    const count = addToKeyCount("SELECT organization_id, 0, 1 FROM revoked");
    closeWith(`WITH revoked AS (${text} RETURNING organization_id) ${count}`, statement.parameters);
    return;
  }
  closeWith(text, statement.parameters);
  changeKeyCount(dialect, { organizationId: revocation.organizationId, keys: 0, revoked: 1 });
}

function textOfRevocation(statement: Statement, { organizationId, id, at, replacedByKeyId }: KeyRevocation): string {
  return `
    UPDATE api_key SET revoked_at = ${statement.instant(at)},
      replaced_by_key_id = coalesce(${statement.parameter(replacedByKeyId)}, replaced_by_key_id)
    WHERE id = ${statement.parameter(id)} AND organization_id = ${statement.parameter(organizationId)}
      AND revoked_at IS NULL`;
}
