import type { DatabaseTransaction, RawValue } from "./database.ts";
import type { Dialect } from "./dialect.ts";
import { instant } from "./raw-values.ts";
import { Statement } from "./statement.ts";

/** The executors that are bound to a key: how many, and the last seen of them. */
export interface KeyUsage {
  readonly total: number;
  readonly executors: { id: string; name: string; lastSeenAt: Date }[];
}

/** Of a key that nobody uses: one of its own for each, since what stands in two places is much work to send. */
export function noUsage(): KeyUsage {
  return { total: 0, executors: [] };
}

/** SQLite has numbers, small or big ones, for counts and instants. */
export interface UsageRow {
  readonly user_of: string;
  readonly user_id: string;
  readonly user_name: string;
  readonly user_seen_at: Date | RawValue | bigint;
  readonly users: number | bigint;
}

export const USAGE_COLUMNS = "user_of, user_id, user_name, user_seen_at, users";

interface UsageQuery {
  readonly organizationId: string;
  readonly keyIds: readonly string[];
  /** Executors told of each key at most. */
  readonly shown: number;
}

/**
 * Who uses each of a few keys, in one statement: Prisma would count the executors of every key there is, and fetch all
 * of a key's to show some.
 * @returns usage by the key's id; nothing of keys that nobody uses.
 */
export async function readKeyUsage(
  client: DatabaseTransaction,
  dialect: Dialect,
  query: UsageQuery,
): Promise<Map<string, KeyUsage>> {
  if (query.keyIds.length === 0) return new Map();
  const statement = new Statement(dialect);
  const text = `SELECT ${USAGE_COLUMNS} FROM (${usageOfKeys(statement, query)}) AS used ORDER BY user_of, place`;
  const rows = await client.$queryRawUnsafe<UsageRow[]>(text, ...statement.parameters);
  const used = new Set(rows.map(({ user_of: keyId }) => keyId));
  return new Map([...used].map((keyId) => [keyId, toUsage(rows.filter((row) => row.user_of === keyId))]));
}

/** The rows of the columns above, each key's in the order of their `place`. */
export function usageOfKeys(statement: Statement, { organizationId, keyIds, shown }: UsageQuery): string {
  const organization = statement.parameter(organizationId);
  const ids = keyIds.map((id) => statement.parameter(id)).join(", ");
  return `
    SELECT * FROM (
      SELECT bound_key_id AS user_of, id AS user_id, name AS user_name, last_seen_at AS user_seen_at,
        count(*) OVER (PARTITION BY bound_key_id) AS users,
        row_number() OVER (PARTITION BY bound_key_id ORDER BY last_seen_at DESC, id) AS place
      FROM executor WHERE organization_id = ${organization} AND bound_key_id IN (${ids})
    ) AS ranked
    WHERE place <= ${shown}`;
}

/** Of one key's rows, in their order. */
export function toUsage(rows: readonly UsageRow[]): KeyUsage {
  return {
    total: Number(rows[0]?.users ?? 0),
    executors: rows.map((row) => ({
      id: row.user_id,
      name: row.user_name,
      lastSeenAt: instant(row.user_seen_at) ?? new Date(0),
    })),
  };
}
