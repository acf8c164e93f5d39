import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../../server/api.ts";
import { readFailure } from "../../server/failure.ts";
import { RelativeTime } from "../../time/time-text.tsx";
import { FailureCallout } from "../../ui/failure-callout.tsx";
import { EventDetail } from "./event-detail.tsx";
import { EventLabel } from "../../components/event-label.tsx";

const SHOWN = 10;

/** The latest that happened to one executor. */
export function ExecutorEvents({ executorId }: { executorId: string }) {
  const { data, error } = useQuery(api.events.list.queryOptions({ executorId, limit: SHOWN }));
  return (
    <section aria-labelledby="executor-events">
      <div className="mb-2 flex items-baseline justify-between">
        <h2 id="executor-events" className="font-semibold">
          Events
        </h2>
        {data?.nextCursor != null && (
          <Link
            from="/o/$slug"
            to="/o/$slug/events"
            search={{ executorId }}
            className="rounded-sm text-muted underline underline-offset-2 hover:text-ink"
          >
            All of its events
          </Link>
        )}
      </div>
      {error !== null && data === undefined && <FailureCallout failure={readFailure(error)} />}
      <ul className="border-t border-line">
        {data?.items.map((event) => (
          <li key={event.id} className="flex h-11 items-center gap-4 border-b border-line">
            <span className="w-48 shrink-0">
              <EventLabel event={event} />
            </span>
            <span className="min-w-0 flex-1">
              <EventDetail event={event} />
            </span>
            <span className="shrink-0 text-muted">
              <RelativeTime at={event.at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
