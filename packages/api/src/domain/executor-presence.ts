/** An executor is online while it was last seen less than this many milliseconds ago. */
export const OFFLINE_AFTER_MS = 30_000;

/** Milliseconds between two syncs that the server asks for. */
export const NEXT_SYNC_IN_MS = 5_000;

/** Whether an executor counts as connected at `now`. */
export function isOnline(lastSeenAt: Date, now: Date): boolean {
  return now.getTime() - lastSeenAt.getTime() < OFFLINE_AFTER_MS;
}
