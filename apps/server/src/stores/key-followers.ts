import { readMovedFollowers, type DatabaseTransaction, type Dialect } from "@excalibur/db";
import { followersOfAll, MAX_FOLLOWERS_NAMED, type KeyFollowers } from "@excalibur/api/contract";
import { readPendingRenewal } from "@excalibur/api/server";
import { readInParts } from "./read-in-parts.ts";

/**
 * The executors whose keys follow some keys by renewals, are not revoked, and are none of those keys themselves. A key that is not used yet
 * follows the one before it alone; one that is used follows all before it.
 */
export async function readKeyFollowers(
  client: DatabaseTransaction,
  dialect: Dialect,
  organizationId: string,
  ids: readonly string[],
): Promise<KeyFollowers> {
  const parts = await readInParts(ids, async (some) => {
    // A key that follows others is of one executor: so many of them may be among those that are revoked.
    const limit = MAX_FOLLOWERS_NAMED + ids.length;
    const [unused, moved] = await Promise.all([
      client.apiKey.findMany({
        where: { organizationId, replacesKeyId: { in: some }, revokedAt: null, pendingFor: { not: null } },
        select: { pendingFor: true },
        take: MAX_FOLLOWERS_NAMED,
      }),
      readMovedFollowers(client, dialect, { organizationId, ids: some, limit }),
    ]);
    return { unused: unused.map(({ pendingFor }) => readPendingRenewal(pendingFor ?? "").executorName), moved };
  });
  return followersOfAll(parts, ids);
}
