import type { ApiKeyView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { readFailure } from "../../../server/failure.ts";
import { RelativeTime } from "../../../time/time-text.tsx";
import { FailureCallout } from "../../../ui/failure-callout.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { ScrollRegion } from "../../../ui/scroll-region.tsx";
import { executorsOfKeyQuery } from "../../../components/executors-of-key.ts";

/** The two executors seen latest, and the rest behind `+N`. */
export function UsedByCell({ apiKey }: { apiKey: ApiKeyView }) {
  const { total, executors } = apiKey.usedBy;
  if (total === 0) return <NoExecutor apiKey={apiKey} />;
  const rest = total - executors.length;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span className="truncate">{executors.map((executor) => executor.name).join(", ")}</span>
      {rest > 0 && (
        <Popover
          label={`Executors that use ${apiKey.name}`}
          trigger={
            <button
              type="button"
              className="shrink-0 rounded-sm bg-hover px-1.5 text-sm text-muted hover:text-ink data-[state=open]:text-ink"
            >
              +{rest}
              <span className="sr-only"> more</span>
            </button>
          }
        >
          <AllExecutors apiKey={apiKey} />
        </Popover>
      )}
    </span>
  );
}

/** A key made for one executor says which, while it waits for that executor's next sync. */
function NoExecutor({ apiKey: { target, status } }: { apiKey: ApiKeyView }) {
  if (target.kind !== "executor" || status !== "active") return <span className="text-muted">–</span>;
  return (
    <span title={target.name} className="block truncate text-muted">
      waits for {target.name}
    </span>
  );
}

function AllExecutors({ apiKey }: { apiKey: ApiKeyView }) {
  const { data, error } = useQuery(executorsOfKeyQuery(apiKey));
  const executors = data ?? apiKey.usedBy.executors;
  return (
    <>
      <h2 className="px-3 pt-2.5 pb-1 text-sm text-muted">Used by {apiKey.usedBy.total} executors</h2>
      <ScrollRegion label="All of them" className="max-h-60 px-3 pb-2.5">
        {error !== null && data === undefined && <FailureCallout failure={readFailure(error)} />}
        <ul>
          {executors.map((executor) => (
            <li key={executor.id} className="flex justify-between gap-3 py-0.5">
              <span className="truncate">{executor.name}</span>
              <span className="shrink-0 text-muted">
                <RelativeTime at={executor.lastSeenAt} />
              </span>
            </li>
          ))}
        </ul>
        {data !== undefined && data.length < apiKey.usedBy.total && (
          <p className="pt-1 text-sm text-muted">and {apiKey.usedBy.total - data.length} more</p>
        )}
      </ScrollRegion>
    </>
  );
}
