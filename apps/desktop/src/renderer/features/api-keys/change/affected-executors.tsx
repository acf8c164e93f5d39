import type { ApiKeyView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { RelativeTime } from "../../../time/time-text.tsx";
import { ScrollRegion } from "../../../ui/scroll-region.tsx";
import { executorsOfKeyQuery } from "../executors-of-key.ts";

interface AffectedExecutorsProps {
  apiKey: ApiKeyView;
  /** What happens to them, after their names. */
  consequence: string;
}

/** Which executors a change hits, and when each was last heard of: an executor silent for weeks is no reason to hesitate. */
export function AffectedExecutors({ apiKey, consequence }: AffectedExecutorsProps) {
  const { data } = useQuery(executorsOfKeyQuery(apiKey));
  const { total } = apiKey.usedBy;
  if (total === 0) return <p>No executor uses this key, so none goes offline.</p>;
  const executors = data?.executors ?? apiKey.usedBy.executors;
  return (
    <div className="space-y-2">
      <p>{total === 1 ? "1 executor syncs with it:" : `${total} executors sync with it:`}</p>
      <ScrollRegion label="Executors that go offline" className="max-h-[156px] rounded-lg bg-sunken px-3 py-1.5">
        <ul>
          {executors.map((executor) => (
            <li key={executor.id} className="flex justify-between gap-4 py-1">
              <span className="truncate font-medium">{executor.name}</span>
              <span className="shrink-0 text-muted">
                last seen <RelativeTime at={executor.lastSeenAt} />
              </span>
            </li>
          ))}
          {executors.length < total && <li className="py-1 text-muted">and {total - executors.length} more</li>}
        </ul>
      </ScrollRegion>
      <p>{consequence}</p>
    </div>
  );
}
