import type { EventView, NoticesView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Bell } from "lucide-react";
import { useState } from "react";
import { useAccount } from "../../server/account.ts";
import { api, apiClient } from "../../server/api.ts";
import { usePollInterval } from "../../server/live/live-state.ts";
import { queryClient } from "../../server/query-client.ts";
import { RelativeTime } from "../../time/time-text.tsx";
import { Popover } from "../../ui/popover.tsx";
import { ScrollRegion } from "../../ui/scroll-region.tsx";
import { ToldList } from "./told-list.tsx";
import { EventLabel } from "../../components/event-label.tsx";

const ASK_EVERY_MS = 30_000;

/** What happened while this member was away, and that it has been read, which is kept for each member and organization. */
export function NoticeCentre() {
  const isInOrganization = useAccount()?.organization != null;
  const refetchInterval = usePollInterval(ASK_EVERY_MS);
  const { data } = useQuery(api.notices.list.queryOptions(undefined, { enabled: isInOrganization, refetchInterval }));
  /** Up to when they had been read when it was opened: what is later stays marked until it is closed. */
  const [readBefore, setReadBefore] = useState<Date | null>(null);
  if (data === undefined) return null;
  const { unread } = data;
  const toggle = (isOpen: boolean) => {
    setReadBefore(isOpen ? data.readUntil : null);
    void markRead(data);
  };
  return (
    <Popover
      label="Notices"
      open={readBefore !== null}
      onOpen={toggle}
      trigger={
        <button
          type="button"
          className="flex h-8 w-full items-center gap-2.5 rounded-md px-2 text-muted hover:bg-hover hover:text-ink"
        >
          <Bell aria-hidden className="size-4" />
          <span className="flex-1 text-left">Notices</span>
          {unread > 0 && (
            <span className="rounded-full bg-accent px-1.5 text-xs font-medium text-accent-ink tabular-nums">
              {unread}
              <span className="sr-only"> unread</span>
            </span>
          )}
        </button>
      }
    >
      <h2 className="px-3 pt-3 pb-1 font-semibold">While you were away</h2>
      {data.items.length === 0 ? (
        <p className="px-3 pb-3 text-muted">Nothing needed attention in the last 30 days.</p>
      ) : (
        <ScrollRegion label="What happened" className="max-h-[min(420px,60vh)] px-1.5 pb-1.5">
          <ul>
            {data.items.map((event) => (
              <Notice key={event.id} event={event} isNew={readBefore !== null && event.at > readBefore} />
            ))}
          </ul>
        </ScrollRegion>
      )}
      {data.told.length > 0 && <ToldList told={data.told} />}
    </Popover>
  );
}

/** Nothing is lost when it fails: the notices stay unread. */
async function markRead({ items, readUntil }: NoticesView): Promise<void> {
  try {
    await apiClient.notices.markRead.mutate({ until: items[0]?.at ?? readUntil });
  } catch {
    return;
  }
  await queryClient.invalidateQueries(api.notices.list.queryFilter());
}

function Notice({ event, isNew }: { event: EventView; isNew: boolean }) {
  const { executor, at } = event;
  return (
    <li>
      <Link
        from="/o/$slug"
        {...(executor.id === null
          ? ({ to: "/o/$slug/events" } as const)
          : ({ to: "/o/$slug/executors/$executorId", params: { executorId: executor.id } } as const))}
        className="flex items-start gap-2 rounded-md px-1.5 py-1.5 hover:bg-hover"
      >
        <span aria-hidden className={`mt-1.5 size-1.5 shrink-0 rounded-full ${isNew ? "bg-accent" : ""}`} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">
            {executor.name}
            {isNew && <span className="sr-only">, new</span>}
          </span>
          <span className="flex items-center justify-between gap-2 text-sm">
            <EventLabel event={event} />
            <span className="shrink-0 text-muted">
              <RelativeTime at={at} />
            </span>
          </span>
        </span>
      </Link>
    </li>
  );
}
