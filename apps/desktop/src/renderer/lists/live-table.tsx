import { useElementScrollRestoration } from "@tanstack/react-router";
import { useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useEffectEvent, useMemo, useRef } from "react";
import { listFeatures, type ListLayout, type ListSort, type WithId } from "./list-layout.tsx";
import { FailedRow } from "./failed-row.tsx";
import { HEAD_HEIGHT_PX, ROW_HEIGHT_PX } from "./row-height.ts";
import { RoomBelow } from "./selection/room-below.tsx";
import { SelectingProvider, type Selecting } from "./selection/selecting.ts";
import { TableHead } from "./table-head.tsx";
import { TableRow } from "./table-row.tsx";
import { RowsOnTheirWay } from "./table-skeleton.tsx";
import { useDrawnRows } from "./use-drawn-rows.ts";
import { useEnterRows } from "./use-enter-rows.ts";
import { useReturnToRow } from "./use-return-to-row.ts";

const OVERSCAN = 6;

interface Rows<Item> {
  count: number;
  at: (index: number) => Item | undefined;
}

export interface LiveTableProps<Item extends WithId> {
  layout: ListLayout<Item>;
  rows: Rows<Item>;
  /** How many rows the filter finds in all, loaded or not; null when the server does not count them. */
  total: number | null;
  sort?: ListSort;
  onSort?: (sort: ListSort) => void;
  /** Whether rows on screen could not be read. */
  moreFailed: boolean;
  onReadMore: () => void;
  onVisibleRows: (first: number, last: number) => void;
  /** Rows of the filter before, while those of the new one are on their way. */
  isStale: boolean;
  /** Absent where no row can be selected. */
  selecting?: Selecting;
}

/** A long list of which only the rows on screen are drawn. Those that are not here yet are shown as on their way. */
export function LiveTable<Item extends WithId>({
  layout,
  rows,
  total,
  sort,
  onSort,
  moreFailed,
  onReadMore,
  onVisibleRows,
  isStale,
  selecting,
}: LiveTableProps<Item>) {
  const { grid, minWidth, bars, whenNarrow } = layout;
  const scroller = useRef<HTMLDivElement>(null);
  // Where it was left, when one comes back to it.
  const left = useElementScrollRestoration({ id: layout.what });
  // oxlint-disable-next-line react/incompatible-library -- it rightly renders again whenever it is scrolled
  const virtualizer = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: OVERSCAN,
    initialOffset: left?.scrollY ?? 0,
  });
  const visible = virtualizer.getVirtualItems();
  const first = visible[0]?.index ?? 0;
  const last = visible.at(-1)?.index ?? 0;
  const noteVisibleRows = useEffectEvent(onVisibleRows);
  useEffect(() => noteVisibleRows(first, last), [first, last]);

  const onScreen = visible.map(({ index, start }) => ({ item: rows.at(index), index, start }));
  const items = onScreen.map(({ item }) => item).filter((item) => item !== undefined);
  const drawn = useDrawnRows(
    items.map(({ id }) => id),
    virtualizer,
  );
  const onTheirWay = onScreen.filter(({ item }) => item === undefined || !drawn.has(item.id));
  const firstMissing = onScreen.find(({ item }) => item === undefined);

  const by = sort?.by;
  const isDescending = sort?.direction === "desc";
  const sorting = useMemo(() => (by === undefined ? [] : [{ id: by, desc: isDescending }]), [by, isDescending]);
  const table = useTable({
    features: listFeatures,
    columns: layout.columns,
    // The rows on screen alone: the list may have 100,000.
    data: items,
    getRowId: (item) => item.id,
    manualSorting: true,
    enableSorting: onSort !== undefined,
    enableSortingRemoval: false,
    enableMultiSort: false,
    state: { sorting },
    onSortingChange: (update) => {
      const [next] = typeof update === "function" ? update(sorting) : update;
      if (next !== undefined) onSort?.({ by: next.id, direction: next.desc ? "desc" : "asc" });
    },
  });
  const byId = table.getRowModel().rowsById;
  useEnterRows(scroller, HEAD_HEIGHT_PX);
  useReturnToRow(scroller);
  const selectingRows = useMemo(
    () => (selecting === undefined ? null : { ...selecting, idAt: (index: number) => rows.at(index)?.id }),
    [selecting, rows],
  );

  return (
    <SelectingProvider value={selectingRows}>
      <div
        ref={scroller}
        role="table"
        data-scroll-restoration-id={layout.what}
        aria-label={layout.what}
        aria-rowcount={total === null ? -1 : total + 1}
        aria-busy={isStale || undefined}
        className="h-full overflow-auto [scrollbar-gutter:stable]"
      >
        <TableHead layout={layout} groups={table.getHeaderGroups()} sorting={sorting} total={total} />
        <div
          role="rowgroup"
          className={`relative transition-opacity ${minWidth} ${isStale ? "opacity-60" : ""}`}
          style={{ height: virtualizer.getTotalSize() }}
        >
          <RowsOnTheirWay
            grid={grid}
            bars={bars}
            isSelectable={layout.selectedAs !== undefined}
            kept={whenNarrow.length}
            first={onTheirWay[0]?.index ?? 0}
            end={(onTheirWay.at(-1)?.index ?? -1) + 1}
          />
          {onScreen.map(({ item, index, start }) => {
            const row = item && drawn.has(item.id) && byId[item.id];
            return row && <TableRow key={row.id} row={row} layout={layout} index={index} topPx={start} />;
          })}
          {moreFailed && firstMissing && <FailedRow topPx={firstMissing.start} onRetry={onReadMore} />}
        </div>
        {selecting !== undefined && <RoomBelow selection={selecting.selection} />}
      </div>
    </SelectingProvider>
  );
}
