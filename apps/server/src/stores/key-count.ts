import type { KeyStatus } from "@excalibur/api/contract";
import type { DatabaseTransaction } from "@excalibur/db";

/** Notes how the number of an organization's keys changed. Belongs into the transaction of the change. */
export async function changeKeyCount(
  client: DatabaseTransaction,
  organizationId: string,
  { keys, revoked }: { keys: number; revoked: number },
): Promise<void> {
  await client.$executeRaw`
    INSERT INTO key_count (organization_id, keys, revoked) VALUES (${organizationId}, ${keys}, ${revoked})
    ON CONFLICT (organization_id) DO UPDATE
    SET keys = key_count.keys + excluded.keys, revoked = key_count.revoked + excluded.revoked`;
}

interface Row {
  readonly keys: number;
  readonly revoked: number;
  readonly expired: number | bigint;
}

/** How many keys an organization has by status, exactly, in one statement: only what expires has to be counted. */
export async function readKeyCount(
  client: DatabaseTransaction,
  organizationId: string,
  now: Date,
): Promise<Record<KeyStatus, number>> {
  const [row] = await client.$queryRaw<Row[]>`
    SELECT c.keys, c.revoked, (
      SELECT count(*) FROM api_key k
      WHERE k.organization_id = c.organization_id AND k.revoked_at IS NULL AND k.expires_at <= ${now}
    ) AS expired
    FROM key_count c WHERE c.organization_id = ${organizationId}`;
  if (row === undefined) return { active: 0, expired: 0, revoked: 0 };
  const expired = Number(row.expired);
  return { active: row.keys - row.revoked - expired, expired, revoked: row.revoked };
}
