import type { KeyStatus } from "@excalibur/api/contract";
import type { DatabaseTransaction } from "@excalibur/db";
import { foldName, type KeyFilter } from "@excalibur/api/server";

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

/** SQLite counts in numbers or big ones, PostgreSQL in big ones alone. */
interface Row {
  readonly keys: number | bigint;
  readonly revoked: number | bigint;
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
  return byStatus(row);
}

/** How many of an organization's keys a filter finds, by status: one look at each key, in the index of the newest. */
export async function countFoundKeys(
  client: DatabaseTransaction,
  { organizationId, search, executorId }: KeyFilter,
  now: Date,
): Promise<Record<KeyStatus, number>> {
  const wanted = search ?? "";
  const [row] = await client.$queryRaw<Row[]>`
    SELECT count(*) AS keys, count(k.revoked_at) AS revoked,
      count(CASE WHEN k.revoked_at IS NULL AND k.expires_at <= ${now} THEN 1 END) AS expired
    FROM api_key k
    WHERE k.organization_id = ${organizationId}
      AND (k.name_folded LIKE ${`%${foldName(wanted)}%`} OR k.id LIKE ${`%${wanted.toLowerCase()}%`}
        OR k.hint LIKE ${`${wanted}%`})
      AND (CAST(${executorId} AS TEXT) IS NULL
        OR EXISTS (SELECT 1 FROM executor e WHERE e.bound_key_id = k.id AND e.id = ${executorId}))`;
  return byStatus(row);
}

function byStatus(row: Row | undefined): Record<KeyStatus, number> {
  const [keys, revoked, expired] = [Number(row?.keys ?? 0), Number(row?.revoked ?? 0), Number(row?.expired ?? 0)];
  return { active: keys - revoked - expired, expired, revoked };
}
