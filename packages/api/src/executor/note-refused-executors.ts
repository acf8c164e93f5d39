import { change } from "../changes/change.ts";
import type { ExecutorEvent } from "../domain/executor-events.ts";
import { judgeRefusedTry } from "../domain/executor-refusal.ts";
import type { KeyRefusal } from "../ports/credentials.ts";
import type { ExecutorRecord } from "../ports/executor-store.ts";
import type { Services } from "../ports/services.ts";

/**
 * Records that executors tried to sync and were refused. The first process to record it writes one `executor.refused` event
 * for each executor that was accepted before. Meant for one attempt of each executor a minute.
 */
export async function noteRefusedExecutors(services: Services, refusals: readonly KeyRefusal[]): Promise<void> {
  for (const organizationId of new Set(refusals.map((refusal) => refusal.organizationId))) {
    const some = refusals.filter((refusal) => refusal.organizationId === organizationId);
    // A refused key can be presented under any number of names: one read finds which of them are executors of that key.
    const names = new Set(some.map(({ executorName }) => executorName));
    const bound = await services.data.executors.boundKeys(organizationId, [...names]);
    for (const refusal of some) {
      if (bound.get(refusal.executorName) === refusal.keyId) await note(services, refusal);
    }
  }
}

async function note(services: Services, { organizationId, executorName, ...refusal }: KeyRefusal): Promise<void> {
  const { keyId, reason, at } = refusal;
  await change({ services }, async (tx) => {
    const executor = await tx.executors.findByName(organizationId, executorName);
    if (executor === null) return;
    const judged = judgeRefusedTry(executor, refusal);
    if (judged === "ignored") return;
    const isFirst = judged === "first";
    await tx.executors.recordRefusal(executor, { at, reason, since: isFirst ? at : (executor.refusedSince ?? at) });
    if (!isFirst) return;
    await tx.events.append({
      organizationId,
      executorId: executor.id,
      executorName,
      type: "executor.refused",
      level: "warning",
      at,
      keyId,
      details: { reason },
    });
  });
}

/** The event of the first sync that is accepted after an executor was refused. */
export function acceptedAgainEvent(
  about: Omit<ExecutorEvent, "type" | "level" | "details">,
  { refusedSince, refusedReason }: Pick<ExecutorRecord, "refusedSince" | "refusedReason">,
): ExecutorEvent {
  const details = { reason: refusedReason, refusedSince: refusedSince?.toISOString() ?? null };
  return { ...about, type: "executor.accepted_again", level: "info", details };
}
