import type { EventView } from "@excalibur/api/contract";
import { createColumnHelper } from "@tanstack/react-table";
import { Link } from "@tanstack/react-router";
import type { ListFeatures, ListLayout } from "../../lists/list-layout.tsx";
import { moveBetweenRows } from "../../lists/move-between-rows.ts";
import { ClockTime } from "../../time/clock-time.tsx";
import { EventDetail } from "./event-detail.tsx";
import { EventLabel } from "../../components/event-label.tsx";

const column = createColumnHelper<ListFeatures, EventView>();

const columns = column.columns([
  column.accessor("at", { header: "Time", cell: ({ row }) => <ClockTime at={row.original.at} /> }),
  column.accessor("type", { header: "Event", cell: ({ row }) => <EventLabel event={row.original} /> }),
  column.accessor("executor", { header: "Executor", cell: ({ row }) => <ExecutorCell event={row.original} /> }),
  column.display({ id: "detail", header: "Detail", cell: ({ row }) => <EventDetail event={row.original} /> }),
]);

export const eventLayout: ListLayout<EventView> = {
  what: "Events",
  columns,
  grid: "grid grid-cols-[minmax(124px,136px)_minmax(172px,184px)_minmax(116px,2fr)_minmax(180px,3fr)] items-center @max-[600px]:grid-cols-[72px_minmax(0,1fr)_minmax(0,1fr)]",
  minWidth: "@min-[600px]:min-w-[624px]",
  whenNarrow: ["at", "type", "executor"],
  bars: ["w-20", "w-24", "w-28", "w-48"],
};

/** Leads to the executor's page, which after its deletion says that it is gone. One that has not connected yet has none. */
function ExecutorCell({ event: { executor } }: { event: EventView }) {
  if (executor.id === null)
    return (
      <bdi title={executor.name} className="block truncate">
        {executor.name}
      </bdi>
    );
  return (
    <Link
      from="/o/$slug"
      to="/o/$slug/executors/$executorId"
      params={{ executorId: executor.id }}
      title={executor.name}
      data-row-link
      onKeyDown={moveBetweenRows}
      className="block w-fit max-w-full truncate rounded-sm hover:underline hover:underline-offset-2"
    >
      <bdi>{executor.name}</bdi>
    </Link>
  );
}
