import type { HeaderGroup, SortingState } from "@tanstack/react-table";
import { memo } from "react";
import { cellClass, type ListFeatures, type ListLayout, type WithId } from "./list-layout.tsx";
import { SelectAllCheckbox } from "./selection/select-all-checkbox.tsx";
import { SortHeader } from "./sort-header.tsx";

interface TableHeadProps<Item extends WithId> {
  layout: ListLayout<Item>;
  groups: HeaderGroup<ListFeatures, Item>[];
  /** What the headings show; without a change of it they are not drawn again. */
  sorting: SortingState;
  /** How many rows the filter finds; null when the server does not count them. */
  total: number | null;
}

function DrawnHead<Item extends WithId>({ layout, groups, total }: TableHeadProps<Item>) {
  const { what, grid, minWidth, sortedBy, menu, selectedAs } = layout;
  return (
    <div role="rowgroup" className={`sticky top-0 z-10 border-b border-line bg-surface ${minWidth}`}>
      {groups.map((group) => (
        <div
          key={group.id}
          role="row"
          aria-rowindex={1}
          className={`${grid} h-9 px-4 text-sm text-muted touch:[--reach:36px]`}
        >
          {selectedAs !== undefined && (
            <div role="columnheader">
              <SelectAllCheckbox what={what} total={total} />
            </div>
          )}
          {group.headers.map((header) => (
            <SortHeader
              key={header.id}
              header={header}
              sortedBy={sortedBy?.[header.id]}
              className={cellClass(layout, header.column.id)}
            />
          ))}
          {menu !== undefined && (
            <div role="columnheader">
              <span className="sr-only">Actions</span>
            </div>
          )}
        </div>
      ))}
    </div>
  );
}

/** The headings of a long list, which scrolling leaves alone. */
export const TableHead = memo(DrawnHead) as typeof DrawnHead;
