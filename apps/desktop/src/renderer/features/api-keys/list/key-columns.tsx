import type { ApiKeyView } from "@excalibur/api/contract";
import { createColumnHelper, rowSortingFeature, tableFeatures } from "@tanstack/react-table";
import { CreatedCell, LastUsedCell, NameCell } from "./cells.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { UsedByCell } from "./used-by-cell.tsx";

export const keyTableFeatures = tableFeatures({ rowSortingFeature });

const column = createColumnHelper<typeof keyTableFeatures, ApiKeyView>();

/** A column that can be sorted by has the server's name of that order as its id. */
export const keyColumns = column.columns([
  column.accessor("name", { header: "Name", cell: ({ row }) => <NameCell apiKey={row.original} /> }),
  column.accessor("expiresAt", { header: "Status", cell: ({ row }) => <StatusBadge apiKey={row.original} /> }),
  column.display({ id: "usedBy", header: "Used by", cell: ({ row }) => <UsedByCell apiKey={row.original} /> }),
  column.accessor("createdAt", {
    header: "Created",
    sortDescFirst: true,
    cell: ({ row }) => <CreatedCell apiKey={row.original} />,
  }),
  column.accessor("lastUsedAt", {
    header: "Last used",
    sortDescFirst: true,
    cell: ({ row }) => <LastUsedCell apiKey={row.original} />,
  }),
]);

/** Widths of the columns and, at the end, of the menu. */
export const KEY_GRID = "grid grid-cols-[minmax(180px,2.2fr)_116px_minmax(120px,1.7fr)_88px_100px_36px] items-center";
