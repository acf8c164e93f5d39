import type { PageCursor } from "../../../lists/pages.ts";
import { api, apiClient } from "../../../server/api.ts";
import { executorInputOf, sortOf, type ExecutorFilter } from "./executor-filter.ts";

const PAGE_SIZE = 100;

/** Where the list of executors comes from. */
export function executorSource(filter: ExecutorFilter) {
  const input = { ...executorInputOf(filter), sort: sortOf(filter), limit: PAGE_SIZE };
  return {
    queryKey: api.executors.list.infiniteQueryKey(input),
    readPage: ({ cursor }: PageCursor, signal: AbortSignal) =>
      apiClient.executors.list.query({ ...input, cursor }, { signal }),
    readOne: (id: string, signal: AbortSignal) => apiClient.executors.get.query({ id }, { signal }),
  };
}
