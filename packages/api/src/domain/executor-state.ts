import { isDuplicated } from "./executor-instances.ts";
import { isOnline } from "./executor-presence.ts";

/** What an executor is doing, as its latest syncs tell. */
export type ExecutorState = "online" | "duplicated" | "offline";

/** Silent executors are offline, whatever was said of them before. */
export function executorState(
  { lastSeenAt, duplicatedAt }: { readonly lastSeenAt: Date; readonly duplicatedAt: Date | null },
  now: Date,
): ExecutorState {
  if (!isOnline(lastSeenAt, now)) return "offline";
  return isDuplicated(duplicatedAt, now) ? "duplicated" : "online";
}
