import type { ApiKeyView, KeySortField } from "@excalibur/api/contract";
import { useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import { KEY_GRID, keyColumns, keyTableFeatures } from "./key-columns.tsx";
import type { KeySort } from "./key-filter.ts";
import { KeyRow } from "./key-row.tsx";
import { MoreRow } from "./more-row.tsx";
import { SortHeader } from "./sort-header.tsx";

const ROW_HEIGHT_PX = 44;
const OVERSCAN = 12;

interface KeyTableProps {
  keys: ApiKeyView[];
  /** How many keys the filter finds in all, loaded or not. */
  total: number;
  sort: KeySort;
  onSort: (sort: KeySort) => void;
  hasMore: boolean;
  /** Whether the page after the last one could not be read. */
  moreFailed: boolean;
  onNeedMore: () => void;
  onVisibleRows: (first: number, last: number) => void;
  /** Rows of the filter before, while those of the new one are on their way. */
  isOutdated: boolean;
}

export function KeyTable({
  keys,
  total,
  sort,
  onSort,
  hasMore,
  moreFailed,
  onNeedMore,
  onVisibleRows,
  isOutdated,
}: KeyTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const sorting = useMemo(() => [{ id: sort.by, desc: sort.direction === "desc" }], [sort.by, sort.direction]);
  const table = useTable({
    features: keyTableFeatures,
    columns: keyColumns,
    data: keys,
    getRowId: (key) => key.id,
    manualSorting: true,
    enableSortingRemoval: false,
    enableMultiSort: false,
    state: { sorting },
    onSortingChange: (update) => {
      const [next] = typeof update === "function" ? update(sorting) : update;
      if (next !== undefined) onSort({ by: next.id as KeySortField, direction: next.desc ? "desc" : "asc" });
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
      aria-label="API keys"
      aria-rowcount={total + 1}
      aria-busy={isOutdated || undefined}
      className="h-full overflow-auto [scrollbar-gutter:stable]"
    >
      <div role="rowgroup" className="sticky top-0 z-10 min-w-[656px] border-b border-line bg-surface">
        {table.getHeaderGroups().map((group) => (
          <div key={group.id} role="row" aria-rowindex={1} className={`${KEY_GRID} h-9 px-4 text-sm text-muted`}>
            {group.headers.map((header) => (
              <SortHeader key={header.id} header={header} />
            ))}
            <div role="columnheader">
              <span className="sr-only">Actions</span>
            </div>
          </div>
        ))}
      </div>
      <div
        role="rowgroup"
        className={`relative min-w-[656px] transition-opacity ${isOutdated ? "opacity-60" : ""}`}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {items.map((item) => {
          const row = rows[item.index];
          const place = { transform: `translateY(${item.start}px)`, height: ROW_HEIGHT_PX };
          return row === undefined ? (
            <MoreRow key="more" style={place} failed={moreFailed} onRetry={onNeedMore} />
          ) : (
            <KeyRow key={row.id} row={row} index={item.index} style={place} />
          );
        })}
      </div>
    </div>
  );
}
