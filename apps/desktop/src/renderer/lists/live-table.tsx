import { useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import { listFeatures, type ListLayout, type ListSort, type WithId } from "./list-layout.tsx";
import { MoreRow } from "./more-row.tsx";
import { SortHeader } from "./sort-header.tsx";
import { TableRow } from "./table-row.tsx";

const ROW_HEIGHT_PX = 44;
const OVERSCAN = 12;

export interface LiveTableProps<Item extends WithId> {
  layout: ListLayout<Item>;
  items: Item[];
  /** How many rows the filter finds in all, loaded or not; null when the server does not count them. */
  total: number | null;
  sort?: ListSort;
  onSort?: (sort: ListSort) => void;
  hasMore: boolean;
  /** Whether the page after the last one could not be read. */
  moreFailed: boolean;
  onNeedMore: () => void;
  onVisibleRows: (first: number, last: number) => void;
  /** Rows of the filter before, while those of the new one are on their way. */
  isOutdated: boolean;
}

/** A long list of which only the rows on screen are drawn, and which asks for the next page when its end comes near. */
export function LiveTable<Item extends WithId>({
  layout,
  items: data,
  total,
  sort,
  onSort,
  hasMore,
  moreFailed,
  onNeedMore,
  onVisibleRows,
  isOutdated,
}: LiveTableProps<Item>) {
  const { grid, minWidth, bars, sortedBy } = layout;
  const scroller = useRef<HTMLDivElement>(null);
  const by = sort?.by;
  const isDescending = sort?.direction === "desc";
  const sorting = useMemo(() => (by === undefined ? [] : [{ id: by, desc: isDescending }]), [by, isDescending]);
  const table = useTable({
    features: listFeatures,
    columns: layout.columns,
    data,
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
  const rows = table.getRowModel().rows;
  // oxlint-disable-next-line react/incompatible-library -- it rightly renders again whenever it is scrolled
  const virtualizer = useVirtualizer({
    count: rows.length + (hasMore ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    getItemKey: (index) => rows[index]?.id ?? "more",
    overscan: OVERSCAN,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onVisibleRows(first, last), [onVisibleRows, first, last]);
  useEffect(() => {
    if (hasMore && !moreFailed && last >= rows.length) onNeedMore();
  }, [hasMore, moreFailed, last, rows.length, onNeedMore]);

  return (
    <div
      ref={scroller}
      role="table"
      aria-label={layout.what}
      aria-rowcount={total === null ? -1 : total + 1}
      aria-busy={isOutdated || undefined}
      className="h-full overflow-auto [scrollbar-gutter:stable]"
    >
      <div role="rowgroup" className={`sticky top-0 z-10 border-b border-line bg-surface ${minWidth}`}>
        {table.getHeaderGroups().map((group) => (
          <div key={group.id} role="row" aria-rowindex={1} className={`${grid} h-9 px-4 text-sm text-muted`}>
            {group.headers.map((header) => (
              <SortHeader key={header.id} header={header} sortedBy={sortedBy?.[header.id]} />
            ))}
            {layout.menu !== undefined && (
              <div role="columnheader">
                <span className="sr-only">Actions</span>
              </div>
            )}
          </div>
        ))}
      </div>
      <div
        role="rowgroup"
        className={`relative transition-opacity ${minWidth} ${isOutdated ? "opacity-60" : ""}`}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {items.map((item) => {
          const row = rows[item.index];
          const place = { transform: `translateY(${item.start}px)`, height: ROW_HEIGHT_PX };
          return row === undefined ? (
            <MoreRow key="more" grid={grid} bars={bars} style={place} failed={moreFailed} onRetry={onNeedMore} />
          ) : (
            <TableRow key={row.id} row={row} layout={layout} index={item.index} style={place} />
          );
        })}
      </div>
    </div>
  );
}
