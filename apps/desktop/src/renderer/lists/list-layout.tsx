import { rowSortingFeature, tableFeatures, type ColumnDef } from "@tanstack/react-table";
import type { ReactNode } from "react";

/** What the tables can do. Their rows come from the server in their order. */
export const listFeatures = tableFeatures({ rowSortingFeature });
export type ListFeatures = typeof listFeatures;

export interface WithId {
  id: string;
}

/** How a list's rows look: the same for its headings, its rows and what stands in while they are on their way. */
export interface ListLayout<Item extends WithId> {
  /** What the rows are, in the plural: "API keys". */
  what: string;
  columns: readonly ColumnDef<ListFeatures, Item>[];
  /** Class names that lay out the columns and, at the end, the menu. */
  grid: string;
  /** Class name for the width below which the table scrolls sideways. */
  minWidth: string;
  /** Ids of the columns that stay where the table has less than 600 px; the others are left out. */
  whenNarrow: readonly string[];
  /** Class names for the bars of a row that is on its way, one a column. */
  bars: readonly string[];
  /** What a column is sorted by, where its heading alone does not show it. */
  sortedBy?: Readonly<Record<string, string>>;
  /** What a row is called beside its checkbox, where rows can be selected. The grid begins with a column for that. */
  selectedAs?: (item: Item) => string;
  /** What can be done with a row, at its end. */
  menu?: (item: Item) => ReactNode;
}

/** A server's name of an order, and its direction. */
export interface ListSort {
  by: string;
  direction: "asc" | "desc";
}

/** Class name for a cell: whether it stays where the table is narrow. */
export function cellClass<Item extends WithId>({ whenNarrow }: ListLayout<Item>, column: string): string {
  return whenNarrow.includes(column) ? "" : "@max-[600px]:hidden";
}
