import { useCallback, useMemo } from "react";
import { useNavigate } from "@tanstack/react-router";
import { readFailure } from "../../../server/failure.ts";
import { api } from "../../../server/api.ts";
import { queryClient } from "../../../server/query-client.ts";
import { Button } from "../../../ui/button.tsx";
import { FailureView } from "../../../ui/failure-view.tsx";
import { PageHeader } from "../../../ui/page-header.tsx";
import { GoneKeysProvider } from "./gone-keys.ts";
import { countOf, keyFilterSearch, sortOf, type KeyFilter } from "./key-filter.ts";
import { KeyTable } from "./key-table.tsx";
import { KeyTableSkeleton } from "./key-table-skeleton.tsx";
import { KeysToolbar } from "./keys-toolbar.tsx";
import { NoKeys } from "./no-keys.tsx";
import { useKeyList } from "./use-key-list.ts";

export function KeysScreen({ filter }: { filter: KeyFilter }) {
  const { list, live, startOver, noteVisibleRows } = useKeyList(filter);
  const navigate = useNavigate();
  const pages = list.data?.pages;
  const keys = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  const gone = useMemo(() => new Set(live.gone), [live.gone]);
  const counts = pages?.at(0)?.counts;

  const changeFilter = useCallback(
    (change: Partial<Record<keyof KeyFilter, string | undefined>>) => {
      // Another order is always read anew: one seen before may be hours old.
      queryClient.removeQueries({ queryKey: api.apiKeys.list.infiniteQueryKey(), type: "inactive" });
      void navigate({ to: "/keys", search: keyFilterSearch.parse({ ...filter, ...change }), replace: true });
    },
    [navigate, filter],
  );
  const { fetchNextPage, isFetchingNextPage } = list;
  const needMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);

  return (
    <div className="flex h-full flex-col">
      <PageHeader
        title="API keys"
        windowTitle="API keys"
        aside={
          live.arrivals.length > 0 && <ShowArrivals count={live.arrivals.length} onShow={() => void startOver()} />
        }
      >
        <KeysToolbar filter={filter} onFilter={changeFilter} counts={counts} />
      </PageHeader>
      <div className="min-h-0 flex-1">
        {list.isPending ? (
          <KeyTableSkeleton />
        ) : list.data === undefined || counts === undefined ? (
          <FailureView failure={readFailure(list.error)} onRetry={() => void list.refetch()} />
        ) : keys.length === 0 ? (
          <NoKeys filter={filter} onClear={() => changeFilter({ search: undefined, status: undefined })} />
        ) : (
          <GoneKeysProvider value={gone}>
            <KeyTable
              keys={keys}
              total={countOf(counts, filter.status)}
              sort={sortOf(filter)}
              onSort={({ by, direction }) => changeFilter({ sort: by, direction })}
              hasMore={list.hasNextPage}
              moreFailed={list.isFetchNextPageError}
              onNeedMore={needMore}
              onVisibleRows={noteVisibleRows}
              isOutdated={list.isPlaceholderData}
            />
          </GoneKeysProvider>
        )}
      </div>
    </div>
  );
}

function ShowArrivals({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <Button
      look="quiet"
      onClick={onShow}
      className="h-7 bg-accent-soft px-2.5 text-accent hover:bg-accent-soft hover:text-accent-hover"
    >
      {count === 1 ? "Show 1 new key" : `Show ${count} new keys`}
    </Button>
  );
}
