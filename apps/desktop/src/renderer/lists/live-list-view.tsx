import { useCallback, useEffect, useEffectEvent, useMemo, type ReactNode } from "react";
import { readFailure } from "../server/failure.ts";
import { Button } from "../ui/button.tsx";
import { FailureView } from "../ui/failure-view.tsx";
import { GoneRowsProvider } from "./gone-rows.ts";
import type { ListLayout, ListSort } from "./list-layout.tsx";
import type { Page } from "./live-pages.ts";
import { LiveTable } from "./live-table.tsx";
import { TableSkeleton } from "./table-skeleton.tsx";
import type { LiveList } from "./use-live-list.ts";

interface LiveListViewProps<P extends Page> {
  live: LiveList<P>;
  layout: ListLayout<P["items"][number]>;
  total: number | null;
  sort?: ListSort;
  onSort?: (sort: ListSort) => void;
  /** In place of the table, when no row passes the filter. */
  empty: ReactNode;
}

/** A list in whichever state it is: on its way, failed, empty, or there. */
export function LiveListView<P extends Page>({ live, empty, ...table }: LiveListViewProps<P>) {
  const { list, changes, noteVisibleRows } = live;
  const pages = list.data?.pages;
  const items = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  const gone = useMemo(() => new Set(changes.gone), [changes.gone]);
  const { fetchNextPage, isFetchingNextPage } = list;
  const needMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);

  useFillWhileEmpty(items.length, changes.arrivals.length, live.startOver);

  const { what, grid, bars } = table.layout;
  if (list.isPending) return <TableSkeleton what={what} grid={grid} bars={bars} />;
  if (list.data === undefined)
    return <FailureView failure={readFailure(list.error)} onRetry={() => void list.refetch()} />;
  if (items.length === 0) return empty;
  return (
    <GoneRowsProvider value={gone}>
      <LiveTable
        {...table}
        items={items}
        hasMore={list.hasNextPage}
        moreFailed={list.isFetchNextPageError}
        onNeedMore={needMore}
        onVisibleRows={noteVisibleRows}
        isOutdated={list.isPlaceholderData}
      />
    </GoneRowsProvider>
  );
}

/** Where there is no row yet, none can move: the first ones come in by themselves. */
function useFillWhileEmpty(shown: number, arrivals: number, show: () => Promise<void>): void {
  const fill = useEffectEvent(show);
  const isDue = shown === 0 && arrivals > 0;
  useEffect(() => {
    if (isDue) void fill();
  }, [isDue]);
}

interface ShowArrivalsProps {
  count: number;
  /** What they are: "key". */
  what: string;
  onShow: () => void;
}

/** Brings in rows that came after the list was read. They are not pushed in: nothing may move under the pointer. */
export function ShowArrivals({ count, what, onShow }: ShowArrivalsProps) {
  if (count === 0) return null;
  return (
    <Button
      look="quiet"
      onClick={onShow}
      className="h-7 bg-accent-soft px-2.5 text-accent hover:bg-accent-soft hover:text-accent-hover"
    >
      {count === 1 ? `Show 1 new ${what}` : `Show ${count} new ${what}s`}
    </Button>
  );
}
