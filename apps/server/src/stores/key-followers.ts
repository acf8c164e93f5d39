import type { DatabaseTransaction } from "@excalibur/db";
import type { KeyFollowers } from "@excalibur/api/contract";
import { readPendingRenewal } from "@excalibur/api/server";

/** Names of each kind, at most: more than a person reads. */
const NAMED = 100;

/** The executors whose keys follow some keys by a renewal, and are not revoked. */
export async function readKeyFollowers(
  client: DatabaseTransaction,
  organizationId: string,
  ids: readonly string[],
): Promise<KeyFollowers> {
  const followers = { organizationId, replacesKeyId: { in: [...ids] }, revokedAt: null };
  const unused = await client.apiKey.findMany({
    where: { ...followers, pendingFor: { not: null } },
    select: { pendingFor: true },
    take: NAMED,
  });
  const moved = await client.executor.findMany({
    where: { organizationId, boundKey: { ...followers, pendingFor: null, renewedAt: { not: null } } },
    select: { name: true },
    orderBy: { name: "asc" },
    take: NAMED,
  });
  const names = unused.map(({ pendingFor }) => readPendingRenewal(pendingFor ?? "").executorName);
  return { unused: names.toSorted(), moved: moved.map(({ name }) => name) };
}
