import type { DatabaseTransaction } from "@excalibur/db";
import { followersOfAll, MAX_FOLLOWERS_NAMED, type KeyFollowers } from "@excalibur/api/contract";
import { readPendingRenewal } from "@excalibur/api/server";
import { readInParts } from "./read-in-parts.ts";

/** The executors whose keys follow some keys by a renewal, are not revoked, and are none of those keys themselves. */
export async function readKeyFollowers(
  client: DatabaseTransaction,
  organizationId: string,
  ids: readonly string[],
): Promise<KeyFollowers> {
  const parts = await readInParts(ids, async (some) => {
    const followers = { organizationId, replacesKeyId: { in: some }, revokedAt: null };
    const unused = await client.apiKey.findMany({
      where: { ...followers, pendingFor: { not: null } },
      select: { pendingFor: true },
      take: MAX_FOLLOWERS_NAMED,
    });
    const moved = await client.executor.findMany({
      where: { organizationId, boundKey: { ...followers, pendingFor: null, renewedAt: { not: null } } },
      select: { name: true, boundKeyId: true },
      orderBy: { name: "asc" },
      // A key that follows another is of one executor: so many of them may be among those that are revoked.
      take: MAX_FOLLOWERS_NAMED + ids.length,
    });
    return {
      unused: unused.map(({ pendingFor }) => readPendingRenewal(pendingFor ?? "").executorName),
      moved: moved.map(({ name, boundKeyId }) => ({ name, keyId: boundKeyId ?? "" })),
    };
  });
  return followersOfAll(parts, ids);
}
