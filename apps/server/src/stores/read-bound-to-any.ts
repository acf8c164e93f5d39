import type { DatabaseTransaction } from "@excalibur/db";
import { readInParts } from "./read-in-parts.ts";

/** Executors that are bound to one of these keys and were seen after an instant: how many, and the latest by name. */
export async function readBoundToAny(
  { executor }: DatabaseTransaction,
  organizationId: string,
  keyIds: readonly string[],
  { seenAfter, shown }: { readonly seenAfter: Date; readonly shown: number },
): Promise<{ total: number; executors: { id: string; name: string; lastSeenAt: Date }[] }> {
  const parts = await readInParts(keyIds, async (some) => {
    const where = { organizationId, boundKeyId: { in: some }, lastSeenAt: { gt: seenAfter } };
    const [total, executors] = await Promise.all([
      executor.count({ where }),
      executor.findMany({
        where,
        select: { id: true, name: true, lastSeenAt: true },
        orderBy: [{ lastSeenAt: "desc" }, { id: "asc" }],
        take: shown,
      }),
    ]);
    return { total, executors };
  });
  const latest = parts
    .flatMap(({ executors }) => executors)
    .toSorted((one, other) => other.lastSeenAt.getTime() - one.lastSeenAt.getTime());
  return { total: parts.reduce((sum, { total }) => sum + total, 0), executors: latest.slice(0, shown) };
}
