import type { ApiKeyView } from "@excalibur/api/contract";
import { queryOptions } from "@tanstack/react-query";
import { apiClient } from "../server/api.ts";

export interface BoundExecutor {
  id: string;
  name: string;
  lastSeenAt: Date;
}

export interface ExecutorsOfKey {
  /** The one seen latest first. */
  executors: BoundExecutor[];
  /** False when there are more than we were ready to look through. */
  isComplete: boolean;
}

const PAGE_SIZE = 200;
const MAX_PAGES = 25;

/** Every executor bound to a key. The key itself names only two, so the rest is looked up among the executors. */
export function executorsOfKeyQuery(key: ApiKeyView) {
  return queryOptions({
    queryKey: ["executors-of-key", key.id, key.usedBy],
    queryFn: ({ signal }) => findExecutorsOfKey(key, signal),
    staleTime: 0,
    gcTime: 0,
  });
}

async function findExecutorsOfKey({ id, usedBy }: ApiKeyView, signal: AbortSignal): Promise<ExecutorsOfKey> {
  if (usedBy.total <= usedBy.executors.length) return { executors: usedBy.executors, isComplete: true };
  const found: BoundExecutor[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer: Awaited<ReturnType<typeof apiClient.executors.list.query>> = await apiClient.executors.list.query(
      { cursor, limit: PAGE_SIZE },
      { signal },
    );
    found.push(...answer.items.filter((executor) => executor.boundKey?.id === id));
    cursor = answer.nextCursor;
    if (cursor === null || found.length >= usedBy.total) return { executors: latestFirst(found), isComplete: true };
  }
  return { executors: latestFirst(found), isComplete: false };
}

function latestFirst(executors: BoundExecutor[]): BoundExecutor[] {
  return executors.toSorted((a, b) => b.lastSeenAt.getTime() - a.lastSeenAt.getTime());
}
