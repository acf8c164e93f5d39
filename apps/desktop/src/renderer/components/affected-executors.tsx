import type { ApiKeyView } from "@excalibur/api/contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../server/api.ts";
import { usePollInterval } from "../server/live/live-state.ts";
import { ScrollRegion } from "../ui/scroll-region.tsx";
import { ExecutorLine } from "./executor-line.tsx";
import { executorsOfKeyQuery, type BoundExecutor } from "./executors-of-key.ts";
import { FollowersNote } from "./followers-note.tsx";
import { RenewalNote } from "./renewal-note.tsx";

const ASK_EVERY_MS = 2_000;

interface AffectedExecutorsProps {
  apiKey: ApiKeyView;
  /** What happens to them, after their names. */
  consequence: string;
  /** What they are called together. */
  label?: string;
  /** Whether the change also ends what its executors have made to follow it and not used yet. */
  endsFollowers?: boolean;
}

/** The executors that a change affects, and when each was last seen: an executor that is silent for weeks is no reason to wait. */
export function AffectedExecutors({
  apiKey,
  consequence,
  label = "Executors that go offline",
  endsFollowers = false,
}: AffectedExecutorsProps) {
  // The row it was opened from may be some seconds old; what is about to be hit is asked for now.
  const { data: key = apiKey } = useQuery(
    api.apiKeys.get.queryOptions({ id: apiKey.id }, { staleTime: 0, refetchInterval: usePollInterval(ASK_EVERY_MS) }),
  );
  const { data } = useQuery({ ...executorsOfKeyQuery(key), placeholderData: keepPreviousData });
  const { total } = key.usedBy;
  if (total === 0) return <p>No executor uses this key, so none goes offline.</p>;
  const executors: readonly BoundExecutor[] = data ?? key.usedBy.executors;
  return (
    <div className="space-y-2">
      <p>{total === 1 ? "1 executor syncs with it:" : `${total} executors sync with it:`}</p>
      <ScrollRegion label={label} className="max-h-[156px] rounded-lg bg-sunken px-3 py-1.5">
        <ul>
          {executors.map((executor) => (
            <ExecutorLine key={executor.id} executor={executor} note={<RenewalNote {...executor} />} className="py-1" />
          ))}
          {executors.length < total && <li className="py-1 text-muted">and {total - executors.length} more</li>}
        </ul>
      </ScrollRegion>
      <p>{consequence}</p>
      {endsFollowers && <FollowingKeys id={key.id} />}
    </div>
  );
}

/** What becomes of the keys that executors have made to follow a key that is revoked. */
function FollowingKeys({ id }: { id: string }) {
  const refetchInterval = usePollInterval(ASK_EVERY_MS);
  const { data } = useQuery(api.apiKeys.preview.queryOptions({ ids: [id] }, { staleTime: 0, refetchInterval }));
  if (data === undefined) return null;
  return <FollowersNote followers={data.followers} />;
}
