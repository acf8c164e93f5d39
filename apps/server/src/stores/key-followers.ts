import type { DatabaseTransaction } from "@excalibur/db";
import type { KeyFollowers } from "@excalibur/api/contract";
import { readPendingRenewal } from "@excalibur/api/server";
import { readInParts } from "./read-in-parts.ts";

/** Names of each kind, at most: more than a person reads. */
const NAMED = 100;

/** The executors whose keys follow some keys by a renewal, and are not revoked. */
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
      take: NAMED,
    });
    const moved = await client.executor.findMany({
      where: { organizationId, boundKey: { ...followers, pendingFor: null, renewedAt: { not: null } } },
      select: { name: true },
      orderBy: { name: "asc" },
      take: NAMED,
    });
    return { unused: unused.map(({ pendingFor }) => readPendingRenewal(pendingFor ?? "").executorName), moved };
  });
  const named = (names: readonly string[]) => names.toSorted().slice(0, NAMED);
  return {
    unused: named(parts.flatMap(({ unused }) => unused)),
    moved: named(parts.flatMap(({ moved }) => moved.map(({ name }) => name))),
  };
}
