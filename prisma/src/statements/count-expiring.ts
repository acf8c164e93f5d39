import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { Statement } from "../dialects/statement.ts";

interface ExpiringQuery {
  readonly organizationId: string;
  readonly after: Date;
  readonly untils: readonly Date[];
  readonly limit: number;
}

/**
 * How many keys expire after an instant and up to each of some others, none counted beyond `limit`. The keys that expire soonest
 * are in all of these stretches: they are read once, in the order of their index, and no more than `limit`.
 */
export async function countExpiring(
  client: DatabaseTransaction,
  dialect: Dialect,
  { organizationId, after, untils, limit }: ExpiringQuery,
): Promise<number[]> {
  const latest = new Date(Math.max(...untils.map((until) => until.getTime())));
  const statement = new Statement(dialect);
  const counts = untils.map(
    (until, position) => `count(*) FILTER (WHERE at <= ${statement.instant(until)}) AS until_${position}`,
  );
  const sql = `SELECT ${counts.join(", ")} FROM (
    SELECT k.expires_at AS at FROM api_key k
    WHERE k.organization_id = ${statement.parameter(organizationId)}
      AND k.expires_at > ${statement.instant(after)} AND k.expires_at <= ${statement.instant(latest)}
    ORDER BY k.expires_at LIMIT ${statement.parameter(limit)}
  ) AS soonest`;
  const [row] = await client.$queryRawUnsafe<Record<string, number | bigint>[]>(sql, ...statement.parameters);
  return untils.map((_, position) => Number(row?.[`until_${position}`] ?? 0));
}
