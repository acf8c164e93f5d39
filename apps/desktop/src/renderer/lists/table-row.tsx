import { FlexRender, type Row } from "@tanstack/react-table";
import { memo, useState } from "react";
import { classNames } from "../ui/class-names.ts";
import { Reached } from "../ui/reached.ts";
import { useGone } from "./gone-rows.ts";
import { cellClass, type ListFeatures, type ListLayout, type WithId } from "./list-layout.tsx";
import { ROW_HEIGHT_PX } from "./row-height.ts";

interface TableRowProps<Item extends WithId> {
  row: Row<ListFeatures, Item>;
  layout: ListLayout<Item>;
  index: number;
  /** Where it begins, from the top of the list. */
  topPx: number;
}

function DrawnRow<Item extends WithId>({ row, layout, index, topPx }: TableRowProps<Item>) {
  const isGone = useGone(row.id) !== null;
  const [isReached, setReached] = useState(false);
  const reach = () => setReached(true);
  return (
    <div
      role="row"
      data-row-id={row.id}
      onPointerEnter={reach}
      onFocus={reach}
      aria-rowindex={index + 2}
      style={{ top: topPx, height: ROW_HEIGHT_PX }}
      className={classNames(
        layout.grid,
        "group/row absolute inset-x-0 contain-layout border-b border-line bg-surface px-4 focus-within:bg-hover hover:bg-hover",
        isGone && "text-muted line-through",
      )}
    >
      <Reached value={isReached}>
        {row.getAllCells().map((cell) => (
          <div key={cell.id} role="cell" className={`min-w-0 pr-4 ${cellClass(layout, cell.column.id)}`}>
            <FlexRender cell={cell} />
          </div>
        ))}
        {layout.menu !== undefined && (
          <div role="cell" className="flex justify-end">
            {!isGone && layout.menu(row.original)}
          </div>
        )}
      </Reached>
    </div>
  );
}

/** A row, drawn again only when what it shows or where it stands has changed: scrolling passes over hundreds of them. */
export const TableRow = memo(
  DrawnRow,
  (before, now) =>
    before.row.original === now.row.original &&
    before.layout === now.layout &&
    before.index === now.index &&
    before.topPx === now.topPx,
) as typeof DrawnRow;
