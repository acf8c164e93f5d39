import type { AuditView } from "@excalibur/api/contract";
import { useLiveList } from "../../lists/use-live-list.ts";
import { api, apiClient } from "../../server/api.ts";
import { queryClient } from "../../server/query-client.ts";
import { auditInputOf, type AuditFilter } from "./audit-filter.ts";

const PAGE_SIZE = 100;

interface AuditPages {
  pages: { items: AuditView[] }[];
}

/** The rows under a filter, the newest first, with those that come meanwhile. */
export function useAuditList(filter: AuditFilter) {
  const input = { ...auditInputOf(filter), limit: PAGE_SIZE };
  const queryKey = api.audit.list.infiniteQueryKey(input);
  return useLiveList({
    queryKey,
    readPage: ({ cursor }, signal) => apiClient.audit.list.query({ ...input, cursor }, { signal }),
    // A row never changes. One that newer rows have pushed off its page is still what it was.
    readOne: async (id) => shownRow(queryClient.getQueryData<AuditPages>(queryKey), id),
  });
}

function shownRow(shown: AuditPages | undefined, id: string): AuditView {
  const row = shown?.pages.flatMap(({ items }) => items).find((each) => each.id === id);
  if (row === undefined) throw new Error(`The row ${id} is not shown.`);
  return row;
}
