import { FlexRender, type Row } from "@tanstack/react-table";
import { memo, useState, type KeyboardEvent } from "react";
import { classNames } from "../ui/class-names.ts";
import { Reached } from "../ui/reached.ts";
import { isFreeKey } from "../ui/use-shortcut.ts";
import { useGone } from "./gone-rows.ts";
import { cellClass, type ListFeatures, type ListLayout, type WithId } from "./list-layout.tsx";
import { ROW_HEIGHT_PX } from "./row-height.ts";
import { RowCheckbox } from "./selection/row-checkbox.tsx";
import { useSelecting } from "./selection/selecting.ts";

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
  const selecting = useSelecting();
  const select = (event: KeyboardEvent) => {
    if (selecting === null || event.key !== "x" || !isFreeKey(event.nativeEvent)) return;
    event.preventDefault();
    selecting.selection.toggle(row.id, index);
  };
  return (
    <div
      role="row"
      data-row-id={row.id}
      onPointerEnter={reach}
      onFocus={reach}
      onKeyDown={select}
      aria-rowindex={index + 2}
      style={{ top: topPx, height: ROW_HEIGHT_PX }}
      className={classNames(
        layout.grid,
        "group/row absolute inset-x-0 contain-layout border-b border-line bg-surface px-4 focus-within:bg-hover hover:bg-hover",
        isGone && "text-muted line-through",
      )}
    >
      <Reached value={isReached}>
        {layout.selectedAs !== undefined && (
          <div role="cell">
            <RowCheckbox id={row.id} index={index} name={layout.selectedAs(row.original)} />
          </div>
        )}
        {row.getAllCells().map((cell) => (
          <div
            key={cell.id}
            role="cell"
            className={`relative min-w-0 pr-4 @max-[600px]:pr-2 ${cellClass(layout, cell.column.id)}`}
          >
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
