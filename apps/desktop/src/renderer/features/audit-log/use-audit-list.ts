import { useLiveList } from "../../lists/use-live-list.ts";
import { api, apiClient } from "../../server/api.ts";
import { auditInputOf, type AuditFilter } from "./audit-filter.ts";

const PAGE_SIZE = 100;

/** The rows under a filter, the newest first, with those that come meanwhile. */
export function useAuditList(filter: AuditFilter) {
  const input = { ...auditInputOf(filter), limit: PAGE_SIZE };
  return useLiveList({
    queryKey: api.audit.list.infiniteQueryKey(input),
    readPage: ({ cursor }, signal) => apiClient.audit.list.query({ ...input, cursor }, { signal }),
  });
}
