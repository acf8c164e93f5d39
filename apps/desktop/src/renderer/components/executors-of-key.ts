import type { ApiKeyView, ExecutorView } from "@excalibur/api/contract";
import { queryOptions } from "@tanstack/react-query";
import { api, apiClient } from "../server/api.ts";

/** An executor that is bound to a key. */
export interface BoundExecutor extends Pick<ExecutorView, "id" | "name" | "lastSeenAt"> {
  /** Where its renewal stands, once it is read. */
  renewal?: ExecutorView["renewal"];
  pendingKey?: ExecutorView["pendingKey"];
}

/** The API's largest page. There may be more of them; a key's `usedBy.total` says how many there are. */
const MOST_SHOWN = 200;

/** The executors bound to a key, the one seen latest first. The key itself names only two. */
export function executorsOfKeyQuery({ id }: Pick<ApiKeyView, "id">) {
  const input = { apiKeyId: id, limit: MOST_SHOWN };
  return queryOptions({
    queryKey: api.executors.list.queryKey(input),
    queryFn: ({ signal }) => apiClient.executors.list.query(input, { signal }),
    select: ({ items }): BoundExecutor[] => items.toSorted((a, b) => b.lastSeenAt.getTime() - a.lastSeenAt.getTime()),
    staleTime: 0,
    gcTime: 0,
  });
}
