import { FlexRender, type Row } from "@tanstack/react-table";
import { memo, type CSSProperties } from "react";
import { classNames } from "../ui/class-names.ts";
import { useIsGone } from "./gone-rows.ts";
import type { ListFeatures, ListLayout, WithId } from "./list-layout.tsx";

interface TableRowProps<Item extends WithId> {
  row: Row<ListFeatures, Item>;
  layout: ListLayout<Item>;
  index: number;
  style: CSSProperties;
}

function DrawnRow<Item extends WithId>({ row, layout, index, style }: TableRowProps<Item>) {
  const isGone = useIsGone(row.id);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      style={style}
      className={classNames(
        layout.grid,
        "group/row absolute inset-x-0 top-0 border-b border-line px-4 focus-within:bg-hover hover:bg-hover",
        isGone && "text-muted line-through",
      )}
    >
      {row.getAllCells().map((cell) => (
        <div key={cell.id} role="cell" className="min-w-0 pr-4">
          <FlexRender cell={cell} />
        </div>
      ))}
      {layout.menu !== undefined && (
        <div role="cell" className="flex justify-end">
          {!isGone && layout.menu(row.original)}
        </div>
      )}
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
    before.style.transform === now.style.transform,
) as typeof DrawnRow;
