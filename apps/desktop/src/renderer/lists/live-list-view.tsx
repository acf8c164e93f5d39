import { useEffect, useEffectEvent, useMemo, type ReactNode } from "react";
import { readFailure } from "../server/failure.ts";
import { Button } from "../ui/button.tsx";
import { useRememberSearch } from "../ui/list-address.ts";
import { FailureView } from "../ui/failure-view.tsx";
import { GoneRowsProvider } from "./gone-rows.ts";
import type { ListLayout, ListSort } from "./list-layout.tsx";
import { LiveTable } from "./live-table.tsx";
import { rowsOf, type Page } from "./pages.ts";
import type { Selecting } from "./selection/selecting.ts";
import { TableSkeleton } from "./table-skeleton.tsx";
import type { LiveList } from "./use-live-list.ts";

const NO_ROWS = { count: 0, at: () => undefined };

interface LiveListViewProps<P extends Page> {
  live: LiveList<P>;
  layout: ListLayout<P["items"][number]>;
  total: number | null;
  sort?: ListSort;
  onSort?: (sort: ListSort) => void;
  selecting?: Selecting;
  /** In place of the table, when no row passes the filter. */
  empty: ReactNode;
}

/** A list in each of its states: loading, failed, empty, or loaded. */
export function LiveListView<P extends Page>(props: LiveListViewProps<P>) {
  return (
    <div className="@container h-full">
      <ListInItsState {...props} />
    </div>
  );
}

function ListInItsState<P extends Page>({ live, empty, ...table }: LiveListViewProps<P>) {
  const { list, changes } = live;
  const rows = useMemo(() => (list.data === undefined ? NO_ROWS : rowsOf(list.data)), [list.data]);
  const gone = useMemo(() => new Set(changes.gone), [changes.gone]);

  useRememberSearch();
  useFillWhileEmpty(rows.count, changes.arrivals.length, live.startOver);

  const { what, grid, bars, whenNarrow, selectedAs } = table.layout;
  if (list.isPending) {
    const row = { grid, bars, kept: whenNarrow.length, isSelectable: selectedAs !== undefined };
    return <TableSkeleton what={what} {...row} />;
  }
  if (list.data === undefined)
    return <FailureView failure={readFailure(list.error)} onRetry={() => void list.refetch()} />;
  if (rows.count === 0) return empty;
  return (
    <GoneRowsProvider value={gone}>
      <LiveTable
        {...table}
        rows={rows}
        moreFailed={live.moreFailed}
        onReadMore={live.readMore}
        onVisibleRows={live.noteVisibleRows}
        isStale={list.isPlaceholderData}
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
      <span>
        Show {count} new<span className="max-[1080px]:sr-only"> {count === 1 ? what : `${what}s`}</span>
      </span>
    </Button>
  );
}
