import type { AuditView } from "@excalibur/api/contract";
import { createColumnHelper } from "@tanstack/react-table";
import type { ListFeatures, ListLayout } from "../../lists/list-layout.tsx";
import { ActionCell, ActorCell, AddressCell, TargetCell, WhenCell } from "./audit-cells.tsx";

const column = createColumnHelper<ListFeatures, AuditView>();

const columns = column.columns([
  column.display({ id: "at", header: "When", cell: ({ row }) => <WhenCell row={row.original} /> }),
  column.display({ id: "action", header: "What", cell: ({ row }) => <ActionCell row={row.original} /> }),
  column.display({ id: "target", header: "To what", cell: ({ row }) => <TargetCell row={row.original} /> }),
  column.display({ id: "actor", header: "By whom", cell: ({ row }) => <ActorCell row={row.original} /> }),
  column.display({ id: "address", header: "From", cell: ({ row }) => <AddressCell row={row.original} /> }),
]);

export const auditLayout: ListLayout<AuditView> = {
  what: "Audit log",
  columns,
  grid: "grid grid-cols-[minmax(92px,104px)_minmax(150px,1.2fr)_minmax(128px,1.5fr)_minmax(122px,1.2fr)_minmax(100px,120px)] items-center @max-[600px]:grid-cols-[84px_minmax(0,1fr)_minmax(0,1fr)]",
  minWidth: "@min-[600px]:min-w-[624px]",
  whenNarrow: ["at", "action", "target"],
  bars: ["w-14", "w-28", "w-32", "w-28", "w-20"],
};
