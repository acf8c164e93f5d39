import { useSyncExternalStore } from "react";

/** Ids of keys and executors that live messages have named as deleted since this page was opened. */
let deletedIds: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

/** Records the ids of a live message of a deletion. */
export function noteDeleted(ids: readonly string[]): void {
  deletedIds = new Set([...deletedIds, ...ids]);
  for (const listener of listeners) listener();
}

/** Whether a live message has named a key or an executor as deleted. "Not found" alone does not prove it. */
export function useIsDeleted(id: string): boolean {
  return useSyncExternalStore(subscribe, () => deletedIds.has(id));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
