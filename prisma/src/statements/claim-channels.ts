import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { Statement } from "../dialects/statement.ts";

interface Claim {
  readonly holder: string;
  readonly now: Date;
  readonly leaseMs: number;
  readonly limit: number;
}

/**
 * Takes channels that have something to send and that no other server process sends for, until a lease ends or is given back.
 * Nothing is sent for an organization that is deactivated.
 * @returns their ids.
 */
export async function claimChannels(
  client: DatabaseTransaction,
  dialect: Dialect,
  { holder, now, leaseMs, limit }: Claim,
): Promise<string[]> {
  const statement = new Statement(dialect);
  const until = new Date(now.getTime() + leaseMs);
  // What waits to be tried again holds up all that comes after it.
  // A lease that ends later than any that begins now was taken by a clock that was wrong.
  const text = `
    UPDATE notification_channel SET lease_until = ${statement.instant(until)}, lease_holder = ${statement.parameter(holder)}
    WHERE id IN (
      SELECT c.id FROM notification_channel c
      WHERE EXISTS (SELECT 1 FROM organization o WHERE o.id = c.organization_id AND o.deactivated_at IS NULL)
        AND (c.lease_until IS NULL OR c.lease_until <= ${statement.instant(now)} OR c.lease_until > ${statement.instant(until)})
        AND (
          c.digest_due_at <= ${statement.instant(now)}
          OR c.failing_since IS NULL AND EXISTS (
            SELECT 1 FROM notification n WHERE n.channel_id = c.id AND n.due_at <= ${statement.instant(now)}
              AND (c.digest_due_at IS NULL OR n.tries > 0))
            AND NOT EXISTS (SELECT 1 FROM notification t WHERE t.channel_id = c.id AND t.due_at > ${statement.instant(now)}
              AND t.tries > 0))
      ORDER BY c.id LIMIT ${statement.parameter(limit)}
      ${dialect === "postgresql" ? "FOR UPDATE SKIP LOCKED" : ""})
    RETURNING id`;
  const rows = await client.$queryRawUnsafe<{ id: string }[]>(text, ...statement.parameters);
  return rows.map(({ id }) => id);
}
