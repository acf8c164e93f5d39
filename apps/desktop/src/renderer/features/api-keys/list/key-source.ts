import type { PageCursor } from "../../../lists/pages.ts";
import { api, apiClient } from "../../../server/api.ts";
import { countOf, listInputOf, type KeyFilter } from "./key-filter.ts";

const PAGE_SIZE = 100;

type KeyPage = Awaited<ReturnType<typeof apiClient.apiKeys.list.query>>;

/** Where the list of keys comes from. */
export function keySource(filter: KeyFilter) {
  const input = { ...listInputOf(filter), limit: PAGE_SIZE };
  return {
    queryKey: api.apiKeys.list.infiniteQueryKey(input),
    readPage: (cursor: PageCursor, signal: AbortSignal) =>
      apiClient.apiKeys.list.query({ ...input, ...cursor }, { signal }),
    totalOf: ({ counts }: KeyPage) => countOf(counts, filter.status),
    readOne: (id: string, signal: AbortSignal) => apiClient.apiKeys.get.query({ id }, { signal }),
  };
}
