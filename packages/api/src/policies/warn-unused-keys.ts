import { change } from "../changes/change.ts";
import { policyForKey, unusedEndsAt, unusedSince } from "../domain/key-policy.ts";
import { keyStatus } from "../domain/key-status.ts";
import type { ApiKeyRecord } from "../ports/api-key-store.ts";
import type { Services } from "../ports/services.ts";

const AT_ONCE = 500;

/**
 * Has each key that was not used for nearly as long as its organization's policy allows end by itself, 7 days later or more,
 * with an event that says so. The key's next use takes that back. Meant to be called every few minutes, by any process.
 * @returns how many there were.
 */
export async function warnUnusedKeys(services: Pick<Services, "now" | "data" | "runChange">): Promise<number> {
  const { policies, ...data } = services.data;
  let warned = 0;
  for (const organizationId of await data.organizationsWithUnusedDays()) {
    const now = services.now();
    const policy = await policies.find(organizationId);
    const usedUntil = unusedSince(policy, now);
    if (usedUntil === null) continue;
    const { keys } = await policies.unused(organizationId, { policy, usedUntil, now, limit: AT_ONCE });
    for (const { id } of keys) if (await warn(services, organizationId, id)) warned += 1;
  }
  return warned;
}

/** Judges the locked key again: another process may have changed the policy, used the key, or warned about it. */
async function warn(services: Pick<Services, "runChange">, organizationId: string, id: string): Promise<boolean> {
  const { result: isWarned } = await change({ services }, async (tx) => {
    const key = await tx.apiKeys.findForUpdate(organizationId, id);
    const policy = policyForKey(key?.labels ?? {}, await tx.policies.find(organizationId));
    const usedUntil = unusedSince(policy, tx.now);
    if (key === null || usedUntil === null || policy.unusedDays === null) return false;
    const lastUsedAt = key.lastUsedAt ?? key.createdAt;
    const isDue = keyStatus(key, tx.now) === "active" && key.unusedEndsAt === null && lastUsedAt <= usedUntil;
    if (!isDue) return false;
    const endsAt = unusedEndsAt(lastUsedAt, policy.unusedDays, tx.now);
    await tx.apiKeys.warnUnused(key, endsAt);
    await tx.events.append({
      organizationId,
      ...executorOf(key),
      type: "executor.key_unused",
      level: "warning",
      at: tx.now,
      keyId: id,
      details: { key: key.name, lastUsedAt: key.lastUsedAt?.toISOString() ?? null, endsAt: endsAt.toISOString() },
    });
    return true;
  });
  return isWarned;
}

/** The executor that used it last, or that it was made for; a key for any executor that never used one has its own name there. */
function executorOf({ usedBy, name, targetExecutorId, targetExecutorName }: ApiKeyRecord) {
  const [latest] = usedBy.executors;
  if (latest !== undefined) return { executorId: latest.id, executorName: latest.name };
  return { executorId: targetExecutorId, executorName: targetExecutorName ?? name };
}
