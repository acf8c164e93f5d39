import type { KeyHistoryEntry } from "@excalibur/api/contract";
import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { BadgeLabel } from "../../../components/key-status-badge.tsx";
import { KeyNameLink } from "../../../components/key-link.tsx";
import { api, apiClient } from "../../../server/api.ts";
import { readFailure } from "../../../server/failure.ts";
import { RelativeTime } from "../../../time/time-text.tsx";
import { Button } from "../../../ui/button.tsx";
import { FailureCallout } from "../../../ui/failure-callout.tsx";

const PAGE_SIZE = 10;

/** The keys an executor was bound to, one after the other, the latest on top. */
export function KeyHistory({ executorId }: { executorId: string }) {
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(historyQuery(executorId));
  return (
    <section aria-labelledby="key-history">
      <h2 id="key-history" className="mb-2 font-semibold">
        Key history
      </h2>
      {error !== null && data === undefined && <FailureCallout failure={readFailure(error)} />}
      <ul className="border-t border-line">
        {data?.pages
          .flatMap(({ items }) => items)
          .map((entry) => (
            <HistoryRow key={entry.from.getTime()} entry={entry} />
          ))}
      </ul>
      {hasNextPage && (
        <Button look="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()} className="mt-1 -ml-3">
          Show older ones
        </Button>
      )}
    </section>
  );
}

function HistoryRow({ entry: { key, from, until } }: { entry: KeyHistoryEntry }) {
  return (
    <li className="flex h-11 items-center gap-4 border-b border-line">
      <span className="flex min-w-0 flex-1 items-center gap-3">
        {key.status === "deleted" ? <bdi className="truncate text-muted">{key.name}</bdi> : <KeyNameLink {...key} />}
        <span className="shrink-0">
          <BadgeLabel badge={key.status} />
        </span>
      </span>
      <span className="shrink-0 text-muted">
        {until === null ? (
          <>
            bound <RelativeTime at={from} />
          </>
        ) : (
          <>
            left <RelativeTime at={until} />
          </>
        )}
      </span>
    </li>
  );
}

/** Grows at its top alone, so its pages may be read again as they are: unlike a table's, its rows are not aimed at. */
function historyQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: api.executors.keyHistory.queryKey({ id }),
    queryFn: ({ pageParam, signal }) =>
      apiClient.executors.keyHistory.query({ id, cursor: pageParam, limit: PAGE_SIZE }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}
