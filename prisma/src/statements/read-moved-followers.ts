import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { Statement } from "../dialects/statement.ts";

interface MovedFollower {
  readonly name: string;
  readonly keyId: string;
}

/**
 * The executors that are bound to keys that follow some keys by renewals, of any number one after the other, and are not revoked. In
 * natural order of their names, at most `limit`.
 */
export async function readMovedFollowers(
  client: DatabaseTransaction,
  dialect: Dialect,
  { organizationId, ids, limit }: { organizationId: string; ids: readonly string[]; limit: number },
): Promise<MovedFollower[]> {
  const statement = new Statement(dialect);
  const renewed = "k.renewed_at IS NOT NULL";
  const sql = `WITH RECURSIVE follower (id) AS (
      SELECT k.id FROM api_key k
      WHERE k.organization_id = ${statement.parameter(organizationId)}
        AND ${statement.isOneOf("k.replaces_key_id", ids)} AND ${renewed}
      UNION
      SELECT k.id FROM follower JOIN api_key k ON k.replaces_key_id = follower.id
      WHERE k.organization_id = ${statement.parameter(organizationId)} AND ${renewed}
    )
    SELECT e.name, e.bound_key_id AS "keyId"
    FROM follower JOIN api_key k ON k.id = follower.id JOIN executor e ON e.bound_key_id = k.id
    WHERE k.revoked_at IS NULL AND k.pending_for IS NULL
    ORDER BY e.name_order, e.id LIMIT ${statement.parameter(limit)}`;
  return client.$queryRawUnsafe<MovedFollower[]>(sql, ...statement.parameters);
}
