import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { Statement } from "../dialects/statement.ts";
import { idsOfSet, type KeySet } from "./key-sets.ts";

interface EachQuery {
  readonly organizationId: string;
  readonly each: readonly KeySet[];
  readonly now: Date;
  readonly limit: number;
}

/**
 * How many keys of an organization are in each of some sets, none counted beyond `limit`: in one statement, in their order. Each set
 * is counted in an index of its own.
 */
export async function countEach(
  client: DatabaseTransaction,
  dialect: Dialect,
  { organizationId, each, now, limit }: EachQuery,
): Promise<number[]> {
  if (each.length === 0) return [];
  const statement = new Statement(dialect);
  const texts = each.map((set, position) => {
    const found = idsOfSet(statement, organizationId, set, now, limit);
    return `SELECT ${position} AS position, (SELECT count(*) FROM (${found}) AS found) AS keys`;
  });
  const text = `SELECT position, keys FROM (${texts.join(" UNION ALL ")}) AS counts ORDER BY position`;
  const rows = await client.$queryRawUnsafe<{ keys: number | bigint }[]>(text, ...statement.parameters);
  return rows.map(({ keys }) => Number(keys));
}
