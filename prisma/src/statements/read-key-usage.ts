import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { instant, integer, RowSchema, text, type RawRow, type RowOf } from "../mappers/row-schema.ts";
import { Statement } from "../dialects/statement.ts";

/** The executors that are bound to a key: how many, how many of them are told to renew it, and the last seen of them. */
export interface KeyUsage {
  readonly total: number;
  readonly renewing: number;
  readonly executors: { id: string; name: string; lastSeenAt: Date }[];
}

/** Of a key that no executor uses: a new object for each key, since superjson is slow with an object that occurs twice. */
export function noUsage(): KeyUsage {
  return { total: 0, renewing: 0, executors: [] };
}

/** What is selected of the rows of `usageOfKeys`, named `used`. */
export const USAGE_ROW = new RowSchema({
  usedKeyId: text("used.bound_key_id"),
  executorId: text("used.id"),
  executorName: text("used.name"),
  executorSeenAt: instant("used.last_seen_at"),
  total: integer("used.total"),
  renewing: integer("used.renewing"),
});

interface UsageQuery {
  readonly organizationId: string;
  readonly keyIds: readonly string[];
  /** Executors named for each key at most. */
  readonly shown: number;
}

/**
 * Who uses each of a few keys, in one statement: Prisma would count the executors of every key there is, and fetch all
 * of a key's to show some.
 * @returns usage by the key's id; nothing for keys that no executor uses.
 */
export async function readKeyUsage(
  client: DatabaseTransaction,
  dialect: Dialect,
  query: UsageQuery,
): Promise<Map<string, KeyUsage>> {
  if (query.keyIds.length === 0) return new Map();
  const statement = new Statement(dialect);
  const sql = `SELECT ${USAGE_ROW.select(dialect)} FROM (${usageOfKeys(statement, query)}) AS used ORDER BY used.bound_key_id, used.position`;
  const rows = (await client.$queryRawUnsafe<RawRow[]>(sql, ...statement.parameters)).map((row) => USAGE_ROW.read(row));
  const used = new Set(rows.map(({ usedKeyId }) => usedKeyId));
  return new Map([...used].map((keyId) => [keyId, toUsage(rows.filter(({ usedKeyId }) => usedKeyId === keyId))]));
}

/** The rows of `USAGE_ROW`, each key's in the order of their `position`. */
export function usageOfKeys(statement: Statement, { organizationId, keyIds, shown }: UsageQuery): string {
  const organization = statement.parameter(organizationId);
  return `
    SELECT * FROM (
      SELECT bound_key_id, id, name, last_seen_at,
        count(*) OVER (PARTITION BY bound_key_id) AS total,
        count(renew_at) OVER (PARTITION BY bound_key_id) AS renewing,
        row_number() OVER (PARTITION BY bound_key_id ORDER BY last_seen_at DESC, id) AS position
      FROM executor WHERE organization_id = ${organization} AND ${statement.isOneOf("bound_key_id", keyIds)}
    ) AS ranked
    WHERE position <= ${shown}`;
}

/** Of one key's rows, in their order. */
export function toUsage(rows: readonly RowOf<typeof USAGE_ROW>[]): KeyUsage {
  return {
    total: rows[0]?.total ?? 0,
    renewing: rows[0]?.renewing ?? 0,
    executors: rows.map(({ executorId, executorName, executorSeenAt }) => ({
      id: executorId,
      name: executorName,
      lastSeenAt: executorSeenAt,
    })),
  };
}
