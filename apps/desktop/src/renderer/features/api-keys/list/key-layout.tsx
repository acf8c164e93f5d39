import type { ApiKeyView } from "@excalibur/api/contract";
import { createColumnHelper } from "@tanstack/react-table";
import type { ListFeatures, ListLayout } from "../../../lists/list-layout.tsx";
import { NameCell } from "../../../lists/name-cell.tsx";
import { KeyMenu } from "../change/key-menu.tsx";
import { CreatedCell, LastUsedCell } from "./cells.tsx";
import { StatusBadge } from "../../../components/key-status-badge.tsx";
import { UsedByCell } from "./used-by-cell.tsx";

const column = createColumnHelper<ListFeatures, ApiKeyView>();

/** A column that can be sorted by has the server's name of that order as its id. */
const columns = column.columns([
  column.accessor("name", {
    header: "Name",
    cell: ({ row: { original } }) => (
      <NameCell
        name={original.name}
        id={original.id}
        labels={original.labels}
        note={original.note}
        to={{ to: "/o/$slug/keys/$keyId", params: { keyId: original.id } }}
      />
    ),
  }),
  column.accessor("expiresAt", {
    header: "Status",
    // What ends next comes first; what never does, last.
    sortDescFirst: false,
    cell: ({ row }) => <StatusBadge apiKey={row.original} />,
  }),
  column.accessor("usedBy", {
    header: "Used by",
    sortDescFirst: true,
    cell: ({ row }) => <UsedByCell apiKey={row.original} />,
  }),
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

/** For members, who may change no key. */
export const readOnlyKeyLayout: ListLayout<ApiKeyView> = {
  what: "API keys",
  columns,
  grid: "grid grid-cols-[minmax(136px,2.2fr)_minmax(108px,116px)_minmax(100px,1.7fr)_88px_minmax(92px,100px)_36px] items-center @max-[600px]:grid-cols-[minmax(0,1fr)_108px_36px]",
  minWidth: "@min-[600px]:min-w-[592px]",
  whenNarrow: ["name", "expiresAt"],
  bars: ["w-36", "w-16", "w-28", "w-12", "w-14"],
  sortedBy: { expiresAt: "by expiry", usedBy: "by the number of executors" },
};

export const keyLayout: ListLayout<ApiKeyView> = {
  ...readOnlyKeyLayout,
  grid: "grid grid-cols-[32px_minmax(136px,2.2fr)_minmax(108px,116px)_minmax(100px,1.7fr)_88px_minmax(92px,100px)_36px] items-center @max-[600px]:grid-cols-[32px_minmax(0,1fr)_108px_36px]",
  minWidth: "@min-[600px]:min-w-[624px]",
  selectedAs: ({ name }) => name,
  menu: (apiKey) => <KeyMenu apiKey={apiKey} />,
};
