import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { LiveListView, ShowArrivals } from "../../../lists/live-list-view.tsx";
import { useLiveList } from "../../../lists/use-live-list.ts";
import { api, apiClient } from "../../../server/api.ts";
import { PageHeader } from "../../../ui/page-header.tsx";
import { countOf, executorFilterSearch, executorInputOf, type ExecutorFilter } from "./executor-filter.ts";
import { executorLayout } from "./executor-layout.tsx";
import { ExecutorsToolbar } from "./executors-toolbar.tsx";
import { NoExecutors } from "./no-executors.tsx";

const PAGE_SIZE = 100;

export function ExecutorsScreen({ filter }: { filter: ExecutorFilter }) {
  const input = { ...executorInputOf(filter), limit: PAGE_SIZE };
  const live = useLiveList({
    queryKey: api.executors.list.infiniteQueryKey(input),
    readPage: ({ cursor }, signal) => apiClient.executors.list.query({ ...input, cursor }, { signal }),
    readOne: (id, signal) => apiClient.executors.get.query({ id }, { signal }),
  });
  const counts = live.list.data?.latest.counts;
  const navigate = useNavigate();
  const changeFilter = useCallback(
    (change: Partial<Record<keyof ExecutorFilter, string | undefined>>) => {
      void navigate({ to: "/executors", search: executorFilterSearch.parse({ ...filter, ...change }), replace: true });
    },
    [navigate, filter],
  );
  return (
    <div className="flex h-full flex-col">
      <PageHeader
        title="Executors"
        windowTitle="Executors"
        aside={
          <ShowArrivals count={live.changes.arrivals.length} what="executor" onShow={() => void live.startOver()} />
        }
      >
        <ExecutorsToolbar filter={filter} counts={counts} onFilter={changeFilter} />
      </PageHeader>
      <div className="min-h-0 flex-1">
        <LiveListView
          live={live}
          layout={executorLayout}
          total={counts === undefined ? null : countOf(counts, filter.presence)}
          empty={
            <NoExecutors filter={filter} onClear={() => changeFilter({ search: undefined, presence: undefined })} />
          }
        />
      </div>
    </div>
  );
}
