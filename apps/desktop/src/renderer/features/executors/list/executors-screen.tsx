import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { LiveListView, ShowArrivals } from "../../../lists/live-list-view.tsx";
import { useLiveList } from "../../../lists/use-live-list.ts";
import { useMayManageKeys } from "../../../server/account.ts";
import { api } from "../../../server/api.ts";
import { queryClient } from "../../../server/query-client.ts";
import { PageHeader } from "../../../ui/page-header.tsx";
import { ExecutorFacetRow } from "./executor-facet-row.tsx";
import { countOf, executorFilterSearch, NO_FILTER, sortOf, type ExecutorFilter } from "./executor-filter.ts";
import { executorLayout, readOnlyExecutorLayout } from "./executor-layout.tsx";
import { executorSource } from "./executor-source.ts";
import { ExecutorsToolbar } from "./executors-toolbar.tsx";
import { LockedOutNotice } from "../locked-out/locked-out-notice.tsx";
import { NoExecutors } from "./no-executors.tsx";

export function ExecutorsScreen() {
  const filter = useSearch({ from: "/app/o/$slug/executors" });
  const live = useLiveList(executorSource(filter));
  const counts = live.list.data?.latest.counts;
  const mayManage = useMayManageKeys();
  const navigate = useNavigate({ from: "/o/$slug" });
  const changeFilter = useCallback(
    (change: Partial<Record<keyof ExecutorFilter, string | undefined>>) => {
      // Another order is always read again: a cached one may be hours old.
      queryClient.removeQueries({ queryKey: api.executors.list.infiniteQueryKey(), type: "inactive" });
      void navigate({
        to: "/o/$slug/executors",
        search: executorFilterSearch.parse({ ...filter, ...change }),
        replace: true,
      });
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
      <ExecutorFacetRow filter={filter} onFilter={changeFilter} />
      <LockedOutNotice />
      <div className="min-h-0 flex-1">
        <LiveListView
          live={live}
          layout={mayManage ? executorLayout : readOnlyExecutorLayout}
          total={counts === undefined ? null : countOf(counts, filter.state)}
          sort={sortOf(filter)}
          onSort={({ by, direction }) => changeFilter({ sort: by, direction })}
          empty={<NoExecutors filter={filter} onClear={() => changeFilter(NO_FILTER)} />}
        />
      </div>
    </div>
  );
}
