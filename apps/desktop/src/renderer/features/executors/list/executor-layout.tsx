import type { ExecutorView } from "@excalibur/api/contract";
import { createColumnHelper } from "@tanstack/react-table";
import type { ListFeatures, ListLayout } from "../../../lists/list-layout.tsx";
import { NameCell } from "../../../lists/name-cell.tsx";
import { PresenceBadge } from "../../../components/presence-badge.tsx";
import { RelativeTime } from "../../../time/time-text.tsx";
import { ExecutorMenu } from "../change/executor-menu.tsx";
import { KIND_LABELS } from "../executor-labels.ts";
import { BoundKeyCell } from "./bound-key-cell.tsx";

const column = createColumnHelper<ListFeatures, ExecutorView>();

/** The id of each is the server's name of the order by it. */
const columns = column.columns([
  column.accessor("name", {
    header: "Name",
    cell: ({ row: { original } }) => (
      <NameCell
        name={original.name}
        id={original.id}
        aside={original.host}
        labels={original.labels}
        note={original.note}
        to={{ to: "/o/$slug/executors/$executorId", params: { executorId: original.id } }}
      />
    ),
  }),
  column.accessor("kind", { header: "Kind", cell: ({ row }) => KIND_LABELS[row.original.kind] }),
  column.accessor("state", { header: "Status", cell: ({ row }) => <PresenceBadge executor={row.original} /> }),
  column.accessor("version", {
    header: "Version",
    cell: ({ row: { original } }) => (
      <span title={original.version} className="block truncate">
        {original.version}
      </span>
    ),
  }),
  column.accessor("boundKey", {
    header: "Bound key",
    cell: ({ row }) => <BoundKeyCell executor={row.original} />,
  }),
  column.accessor("lastSeenAt", {
    header: "Last seen",
    sortDescFirst: true,
    cell: ({ row }) => <RelativeTime at={row.original.lastSeenAt} />,
  }),
]);

/** For members, who may change no executor. */
export const readOnlyExecutorLayout: ListLayout<ExecutorView> = {
  what: "Executors",
  columns,
  grid: "grid grid-cols-[minmax(132px,2fr)_minmax(72px,88px)_minmax(96px,108px)_minmax(70px,88px)_minmax(94px,1.7fr)_92px_36px] items-center @max-[600px]:grid-cols-[minmax(0,1fr)_108px_36px]",
  minWidth: "@min-[600px]:min-w-[624px]",
  whenNarrow: ["name", "state"],
  bars: ["w-36", "w-12", "w-14", "w-12", "w-28", "w-14"],
};

export const executorLayout: ListLayout<ExecutorView> = {
  ...readOnlyExecutorLayout,
  menu: (executor) => <ExecutorMenu executor={executor} />,
};
