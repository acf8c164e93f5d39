import type { ApiKeyView } from "@excalibur/api/contract";
import { FlexRender, type Header } from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import { classNames } from "../../../ui/class-names.ts";
import type { keyTableFeatures } from "./key-columns.tsx";

/** What a column is sorted by, where its heading alone would not say it. */
const SORTED_BY: Readonly<Record<string, string>> = { expiresAt: "by expiry" };

export function SortHeader({ header }: { header: Header<typeof keyTableFeatures, ApiKeyView> }) {
  const { column } = header;
  const direction = column.getIsSorted();
  if (!column.getCanSort()) {
    return (
      <div role="columnheader" className="truncate">
        <FlexRender header={header} />
      </div>
    );
  }
  const Arrow = direction === "desc" ? ArrowDown : ArrowUp;
  return (
    <div
      role="columnheader"
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
        <span className="sr-only">{`, sort ${SORTED_BY[column.id] ?? ""}`}</span>
        <Arrow
          aria-hidden
          className={classNames("size-3", direction === false && "opacity-0 group-hover/sort:opacity-60")}
        />
      </button>
    </div>
  );
}
