import type { KeyStatus } from "@excalibur/api/contract";
import type { DatabaseTransaction, KeyCounts } from "@excalibur/db";

/** How many keys an organization has by status, exactly, in one statement: only what expires has to be counted. */
export async function readKeyCount(
  client: DatabaseTransaction,
  organizationId: string,
  now: Date,
): Promise<Record<KeyStatus, number>> {
  // SQLite counts in numbers or big ones, PostgreSQL in big ones alone.
  const [row] = await client.$queryRaw<Record<keyof KeyCounts, number | bigint>[]>`
    SELECT c.keys, c.revoked, (
      SELECT count(*) FROM api_key k
      WHERE k.organization_id = c.organization_id AND k.revoked_at IS NULL AND k.expires_at <= ${now}
    ) AS expired
    FROM key_count c WHERE c.organization_id = ${organizationId}`;
  const { keys = 0, revoked = 0, expired = 0 } = row ?? {};
  return byStatus({ keys: Number(keys), revoked: Number(revoked), expired: Number(expired) });
}

export function byStatus({ keys, revoked, expired }: KeyCounts): Record<KeyStatus, number> {
  return { active: keys - revoked - expired, expired, revoked };
}
