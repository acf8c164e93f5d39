import { readMovedFollowers, type DatabaseTransaction, type Dialect } from "@excalibur/db";
import { followersOfAll, MAX_FOLLOWERS_NAMED, type KeyFollowers, type MovedFollower } from "@excalibur/api/contract";
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
  const parts = await readInParts(ids, (some) =>
    client.apiKey.findMany({
      where: { organizationId, replacesKeyId: { in: some }, revokedAt: null, pendingFor: { not: null } },
      select: { pendingFor: true },
      take: MAX_FOLLOWERS_NAMED,
    }),
  );
  const unused = parts.flat().map(({ pendingFor }) => readPendingRenewal(pendingFor ?? "").executorName);
  return followersOfAll([{ unused, moved: await readMoved(client, dialect, organizationId, ids) }], ids);
}

/** Those of them that have used their keys; one whose key is among those keys too is named as well. */
export async function readMoved(
  client: DatabaseTransaction,
  dialect: Dialect,
  organizationId: string,
  ids: readonly string[],
): Promise<MovedFollower[]> {
  // A key that follows others is of one executor: so many of them may be among those that are revoked.
  const limit = MAX_FOLLOWERS_NAMED + ids.length;
  const parts = await readInParts(ids, (some) =>
    readMovedFollowers(client, dialect, { organizationId, ids: some, limit }),
  );
  return parts.flat();
}
