import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { LiveListView, ShowArrivals } from "../../lists/live-list-view.tsx";
import { useLiveList } from "../../lists/use-live-list.ts";
import { useShowWhileUnwatched } from "../../lists/use-show-while-unwatched.ts";
import { api, apiClient } from "../../server/api.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { eventFilterSearch, type EventFilter } from "./event-filter.ts";
import { eventLayout } from "./event-layout.tsx";
import { EventsToolbar } from "./events-toolbar.tsx";
import { NoEvents } from "./no-events.tsx";

const PAGE_SIZE = 100;

/** What happened to the executors, the latest first. */
export function EventsScreen() {
  const filter = useSearch({ from: "/app/o/$slug/events" });
  const input = { ...filter, limit: PAGE_SIZE };
  const live = useLiveList({
    queryKey: api.events.list.infiniteQueryKey(input),
    readPage: ({ cursor }, signal) => apiClient.events.list.query({ ...input, cursor }, { signal }),
  });
  const navigate = useNavigate({ from: "/o/$slug" });
  const changeFilter = useCallback(
    (change: Partial<EventFilter>) =>
      void navigate({
        to: "/o/$slug/events",
        search: eventFilterSearch.parse({ ...filter, ...change }),
        replace: true,
      }),
    [navigate, filter],
  );
  const { arrivals } = live.changes;
  useShowWhileUnwatched(arrivals.length, live.startOver);
  return (
    <div className="flex h-full flex-col">
      <PageHeader
        title="Events"
        windowTitle="Events"
        aside={<ShowArrivals count={arrivals.length} what="event" onShow={() => void live.startOver()} />}
      >
        <EventsToolbar filter={filter} onFilter={changeFilter} />
      </PageHeader>
      <div className="min-h-0 flex-1">
        <LiveListView
          live={live}
          layout={eventLayout}
          total={null}
          empty={
            <NoEvents
              filter={filter}
              onClear={() => changeFilter({ executorId: undefined, type: undefined, level: undefined })}
            />
          }
        />
      </div>
    </div>
  );
}
