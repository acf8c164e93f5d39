import { change } from "../changes/change.ts";
import { REFUSED_FOR_MS } from "../domain/executor-refusal.ts";
import { OFFLINE_AFTER_MS } from "../domain/executor-presence.ts";
import type { SilentExecutor } from "../ports/executor-store.ts";
import type { Services } from "../ports/services.ts";

const AT_ONCE = 500;

/**
 * Notices executors that have been silent for 30 s and writes one `executor.disconnected` event for each, also when
 * several processes look. To be called every few seconds, from 30 s after the server came up on: before that, the
 * silence may have been the server's own.
 * @returns how many were noticed.
 */
export async function noticeSilentExecutors(services: Services): Promise<number> {
  const now = services.now();
  if (now.getTime() - services.watchingSince.getTime() < OFFLINE_AFTER_MS) return 0;
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const silent = await services.data.findSilentExecutors(ago(OFFLINE_AFTER_MS), ago(REFUSED_FOR_MS), AT_ONCE);
  let noticed = 0;
  for (const executor of silent) if (await notice(services, executor, now)) noticed += 1;
  return noticed;
}

async function notice(services: Services, executor: SilentExecutor, now: Date): Promise<boolean> {
  const { organizationId, id, name, boundKeyId, lastSeenAt } = executor;
  const { result: isNoticed } = await change({ services }, async (tx) => {
    // Guarded: it may have been seen since, or another process may have been faster.
    if (!(await tx.executors.markDisconnected(organizationId, id, lastSeenAt, now))) return false;
    await tx.events.append({
      organizationId,
      executorId: id,
      executorName: name,
      type: "executor.disconnected",
      level: "warning",
      at: now,
      keyId: boundKeyId,
      details: { lastSeenAt: lastSeenAt.toISOString() },
    });
    return true;
  });
  return isNoticed;
}
