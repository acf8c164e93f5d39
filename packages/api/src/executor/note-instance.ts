import { factsOf } from "../domain/executor-admission.ts";
import type { ExecutorEvent } from "../domain/executor-events.ts";
import { noteInstance, isDuplicated, type Instance } from "../domain/executor-instances.ts";
import { readInstanceTrail, writeInstanceTrail } from "../domain/instance-trail-text.ts";
import type { ExecutorRecord } from "../ports/executor-store.ts";
import type { AdmittedSync } from "./admitted-sync.ts";

interface NotedInstance {
  /** What the executor's row keeps of the instances that sync under its name. */
  readonly row: Pick<ExecutorRecord, "instances" | "duplicatedAt">;
  /** The instances, when this sync shows that they use the name at the same time; else null. */
  readonly duplicates: readonly Instance[] | null;
}

/** Judges which instance of an executor sent a sync. @param found its row as it was before this sync; null before the first. */
export function noteInstanceOf(
  found: ExecutorRecord | null,
  { request, now, sourceAddress }: AdmittedSync,
): NotedInstance {
  if (found === null) return { row: { instances: null, duplicatedAt: null }, duplicates: null };
  const { instanceId, host } = factsOf(request);
  const { instances, duplicatedAt } = found;
  if (instanceId === found.instanceId) return { row: { instances, duplicatedAt }, duplicates: null };

  const before = { instanceId: found.instanceId, host: found.host, lastSyncAt: found.lastSeenAt };
  const instance = { instanceId, host, address: sourceAddress };
  const noted = noteInstance(readInstanceTrail(instances), before, instance, now);
  const isNews = noted.isDuplicated && !isDuplicated(duplicatedAt, now);
  return {
    row: { instances: writeInstanceTrail(noted.trail), duplicatedAt: noted.isDuplicated ? now : duplicatedAt },
    duplicates: isNews ? noted.trail : null,
  };
}

/** The event of a duplication. It names the two instances seen last; the executor's page lists the others. */
export function duplicationEvent(
  about: Omit<ExecutorEvent, "type" | "level" | "details">,
  duplicates: readonly Instance[],
): ExecutorEvent {
  const [newer, older] = duplicates.toSorted((a, b) => b.lastSyncAt.getTime() - a.lastSyncAt.getTime());
  return {
    ...about,
    type: "executor.duplicated",
    level: "warning",
    details: {
      host: newer?.host ?? null,
      address: newer?.address ?? null,
      otherHost: older?.host ?? null,
      otherAddress: older?.address ?? null,
    },
  };
}
