import { useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useEffectEvent, useMemo, useRef } from "react";
import { listFeatures, type ListLayout, type ListSort, type WithId } from "./list-layout.tsx";
import { MoreRow } from "./more-row.tsx";
import { SortHeader } from "./sort-header.tsx";
import { TableRow } from "./table-row.tsx";

const ROW_HEIGHT_PX = 44;
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
  isOutdated: boolean;
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
  isOutdated,
}: LiveTableProps<Item>) {
  const { grid, minWidth, bars, sortedBy } = layout;
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- it rightly renders again whenever it is scrolled
  const virtualizer = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: OVERSCAN,
  });
  const places = virtualizer.getVirtualItems();
  const first = places[0]?.index ?? 0;
  const last = places.at(-1)?.index ?? 0;
  const noteVisibleRows = useEffectEvent(onVisibleRows);
  useEffect(() => noteVisibleRows(first, last), [first, last]);

  const by = sort?.by;
  const isDescending = sort?.direction === "desc";
  const sorting = useMemo(() => (by === undefined ? [] : [{ id: by, desc: isDescending }]), [by, isDescending]);
  const table = useTable({
    features: listFeatures,
    columns: layout.columns,
    // The rows on screen alone: the list may have 100,000.
    data: places.map(({ index }) => rows.at(index)).filter((item) => item !== undefined),
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
  const firstMissing = moreFailed ? places.find(({ index }) => rows.at(index) === undefined)?.index : undefined;

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
        {places.map(({ index, start }) => {
          const item = rows.at(index);
          const row = item && byId[item.id];
          const place = { transform: `translateY(${start}px)`, height: ROW_HEIGHT_PX };
          if (row !== undefined) return <TableRow key={row.id} row={row} layout={layout} index={index} style={place} />;
          const failed = index === firstMissing;
          return <MoreRow key={index} grid={grid} bars={bars} style={place} failed={failed} onRetry={onReadMore} />;
        })}
      </div>
    </div>
  );
}
