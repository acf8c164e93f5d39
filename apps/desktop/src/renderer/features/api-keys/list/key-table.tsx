import type { ApiKeyView, KeySortField } from "@excalibur/api/contract";
import { useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, type KeyboardEvent } from "react";
import { KEY_GRID, keyColumns, keyTableFeatures } from "./key-columns.tsx";
import type { KeySort } from "./key-filter.ts";
import { KeyRow } from "./key-row.tsx";
import { SkeletonRow } from "./key-table-skeleton.tsx";
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
  onNeedMore: () => void;
  onVisibleRows: (first: number, last: number) => void;
  /** Rows of the filter before, while those of the new one are on their way. */
  isOutdated: boolean;
}

export function KeyTable({ keys, total, sort, onSort, hasMore, onNeedMore, onVisibleRows, isOutdated }: KeyTableProps) {
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
    if (hasMore && last >= rows.length) onNeedMore();
  }, [hasMore, last, rows.length, onNeedMore]);

  return (
    <div
      ref={scroller}
      role="table"
      aria-label="API keys"
      aria-rowcount={total + 1}
      aria-busy={isOutdated || undefined}
      onKeyDown={moveBetweenRows}
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
            <SkeletonRow key="more" style={place} className="absolute inset-x-0 top-0" />
          ) : (
            <KeyRow key={row.id} row={row} index={item.index} style={place} />
          );
        })}
      </div>
    </div>
  );
}

/** Arrow keys go from name to name, so that the keyboard is as quick as the wheel. */
function moveBetweenRows(event: KeyboardEvent<HTMLDivElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || event.defaultPrevented) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row-link]")];
  const current = links.findIndex((link) => link === document.activeElement);
  const next = links[current + step];
  if (current < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
}
