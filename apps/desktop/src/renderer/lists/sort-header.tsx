import { FlexRender, type Header } from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import { classNames } from "../ui/class-names.ts";
import type { ListFeatures, WithId } from "./list-layout.tsx";

interface SortHeaderProps<Item extends WithId> {
  header: Header<ListFeatures, Item>;
  /** What the column is sorted by, where its heading alone does not show it. */
  sortedBy: string | undefined;
  className: string;
}

export function SortHeader<Item extends WithId>({ header, sortedBy = "", className }: SortHeaderProps<Item>) {
  const { column } = header;
  const direction = column.getIsSorted();
  if (!column.getCanSort()) {
    return (
      <div role="columnheader" className={classNames("truncate", className)}>
        <FlexRender header={header} />
      </div>
    );
  }
  const Arrow = direction === "desc" ? ArrowDown : ArrowUp;
  return (
    <div
      role="columnheader"
      className={className}
      aria-sort={direction === false ? "none" : direction === "asc" ? "ascending" : "descending"}
    >
      <button
        type="button"
        onClick={() => column.toggleSorting()}
        className={classNames(
          "group/sort -ml-1.5 inline-flex items-center gap-1 rounded-sm px-1.5 py-0.5 hover:text-ink",
          direction !== false && "font-medium text-ink",
        )}
      >
        <FlexRender header={header} />
        <span className="sr-only">{`, sort ${sortedBy}`}</span>
        <Arrow
          aria-hidden
          className={classNames("size-3", direction === false && "opacity-0 group-hover/sort:opacity-60")}
        />
      </button>
    </div>
  );
}
