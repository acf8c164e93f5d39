import { useSyncExternalStore } from "react";

/** Ids of keys and executors of which the server said, while this page was open, that they were deleted. */
let deletedIds: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

/** Notes what a live message says was deleted. */
export function noteDeleted(ids: readonly string[]): void {
  deletedIds = new Set([...deletedIds, ...ids]);
  for (const listener of listeners) listener();
}

/** Whether the server has said that a key or an executor was deleted. Not to be found is no proof of that. */
export function useIsDeleted(id: string): boolean {
  return useSyncExternalStore(subscribe, () => deletedIds.has(id));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
