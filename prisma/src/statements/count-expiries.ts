import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { Statement } from "../dialects/statement.ts";

interface Stretch {
  readonly after: Date;
  readonly until: Date;
}

/**
 * How many keys of an organization expire in each of some stretches of time, after their first instant and up to their second,
 * without being revoked, in one statement. Each
 * stretch is counted in an index, and no further than `countTo`.
 */
export async function countExpiries(
  client: DatabaseTransaction,
  dialect: Dialect,
  { organizationId, stretches, countTo }: { organizationId: string; stretches: readonly Stretch[]; countTo: number },
): Promise<number[]> {
  if (stretches.length === 0) return [];
  const statement = new Statement(dialect);
  const counts = stretches.map(
    ({ after, until }, index) => `
      SELECT ${index} AS stretch, count(*) AS total FROM (
        SELECT 1 AS one FROM api_key k
        WHERE k.organization_id = ${statement.parameter(organizationId)} AND k.revoked_at IS NULL
          AND k.expires_at > ${statement.instant(after)} AND k.expires_at <= ${statement.instant(until)}
        LIMIT ${statement.parameter(countTo)}
      ) AS found_${index}`,
  );
  const rows = await client.$queryRawUnsafe<Record<"stretch" | "total", number | bigint>[]>(
    counts.join(" UNION ALL "),
    ...statement.parameters,
  );
  const totals = new Map(rows.map(({ stretch, total }) => [Number(stretch), Number(total)]));
  return stretches.map((_, index) => totals.get(index) ?? 0);
}
