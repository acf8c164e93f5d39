import { duplicatedSince, isDuplicated } from "./executor-instances.ts";
import { isRefused, REFUSED_FOR_MS } from "./executor-refusal.ts";
import { isOnline, OFFLINE_AFTER_MS } from "./executor-presence.ts";

/** An executor's state, by its latest syncs. */
export const EXECUTOR_STATES = ["online", "duplicated", "refused", "offline"] as const;
export type ExecutorState = (typeof EXECUTOR_STATES)[number];

/** An executor that is refused and still tries is not offline. A silent executor is offline, also when it was refused before. */
export function executorState(
  {
    lastSeenAt,
    duplicatedAt,
    refusedAt,
  }: { readonly lastSeenAt: Date } & Readonly<Record<"duplicatedAt" | "refusedAt", Date | null>>,
  now: Date,
): ExecutorState {
  if (isRefused({ lastSeenAt, refusedAt }, now)) return "refused";
  if (!isOnline(lastSeenAt, now)) return "offline";
  return isDuplicated(duplicatedAt, now) ? "duplicated" : "online";
}

/** The instants that states are judged by at `now`, for queries that judge many executors at once. */
export function stateEdges(now: Date) {
  return {
    seenAfter: new Date(now.getTime() - OFFLINE_AFTER_MS),
    refusedAfter: new Date(now.getTime() - REFUSED_FOR_MS),
    duplicatedAfter: duplicatedSince(now),
  };
}
