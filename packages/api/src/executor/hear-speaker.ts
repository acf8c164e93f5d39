import { factsOf } from "../domain/executor-admission.ts";
import type { ExecutorEvent } from "../domain/executor-events.ts";
import { hearInstance, isDuplicated, type Instance } from "../domain/executor-instances.ts";
import { readInstanceTrail, writeInstanceTrail } from "../domain/instance-trail-text.ts";
import type { ExecutorRecord } from "../ports/executor-store.ts";
import type { AdmittedSync } from "./admitted-sync.ts";

interface Heard {
  /** What the executor's row keeps of those who speak under its name. */
  readonly row: Pick<ExecutorRecord, "instances" | "duplicatedAt">;
  /** Who they are, when it is this sync that shows that they use the name at the same time; else null. */
  readonly noticed: readonly Instance[] | null;
}

/** Judges which instance of an executor speaks. @param found its row as it was before this sync; null before the first. */
export function hearSpeaker(found: ExecutorRecord | null, { request, now, sourceAddress }: AdmittedSync): Heard {
  if (found === null) return { row: { instances: null, duplicatedAt: null }, noticed: null };
  const { instanceId, host } = factsOf(request);
  const { instances, duplicatedAt } = found;
  if (instanceId === found.instanceId) return { row: { instances, duplicatedAt }, noticed: null };

  const before = { instanceId: found.instanceId, host: found.host, lastHeardAt: found.lastSeenAt };
  const speaker = { instanceId, host, address: sourceAddress };
  const heard = hearInstance(readInstanceTrail(instances), before, speaker, now);
  const isNews = heard.isDuplicated && !isDuplicated(duplicatedAt, now);
  return {
    row: { instances: writeInstanceTrail(heard.trail), duplicatedAt: heard.isDuplicated ? now : duplicatedAt },
    noticed: isNews ? heard.trail : null,
  };
}

/** The event of a duplication. It names the two instances seen last; the executor's page lists the others. */
export function duplicationEvent(
  about: Omit<ExecutorEvent, "type" | "level" | "details">,
  heard: readonly Instance[],
): ExecutorEvent {
  const [newer, older] = heard.toSorted((a, b) => b.lastHeardAt.getTime() - a.lastHeardAt.getTime());
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
