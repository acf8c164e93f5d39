import type { ExecutorView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { KeyLink } from "../../../parts/key-link.tsx";
import { apiClient } from "../../../server/api.ts";
import { readFailure } from "../../../server/failure.ts";
import { RelativeTime } from "../../../time/time-text.tsx";
import { Button } from "../../../ui/button.tsx";
import { FailureCallout } from "../../../ui/failure-callout.tsx";
import { boundKeyHistory, type BoundKeyStretch } from "./bound-keys.ts";

const SHOWN_AT_FIRST = 5;
/** The API's largest page. */
const MOST_MOVES = 200;

/** The keys an executor was bound to, one after the other. */
export function KeyHistory({ executor }: { executor: ExecutorView }) {
  const { data, error } = useQuery({
    queryKey: ["key-history", executor.id, executor.boundKey?.id],
    queryFn: ({ signal }) => readHistory(executor.id, signal),
  });
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? data : data?.slice(0, SHOWN_AT_FIRST);
  return (
    <section aria-labelledby="key-history">
      <h2 id="key-history" className="mb-2 font-semibold">
        Key history {data !== undefined && <span className="ml-1 font-normal text-muted">{data.length}</span>}
      </h2>
      {error !== null && data === undefined && <FailureCallout failure={readFailure(error)} />}
      <ul className="border-t border-line">
        {shown?.map((stretch) => (
          <li
            key={`${stretch.keyId} ${stretch.until?.getTime()}`}
            className="flex min-h-11 items-center justify-between gap-4 border-b border-line py-1.5"
          >
            <span className="min-w-0 truncate">
              <KeyLink id={stretch.keyId} />
            </span>
            <span className="shrink-0 text-muted">
              <Stretch {...stretch} />
            </span>
          </li>
        ))}
      </ul>
      {data !== undefined && !showsAll && data.length > SHOWN_AT_FIRST && (
        <Button look="quiet" onClick={() => setShowsAll(true)} className="mt-1 -ml-3">
          Show all {data.length}
        </Button>
      )}
    </section>
  );
}

function Stretch({ from, until, fate }: BoundKeyStretch) {
  return (
    <>
      {until === null ? (
        <>bound {from !== null && <RelativeTime at={from} />}</>
      ) : (
        <>
          left <RelativeTime at={until} />
          {fate === "revoked" && ", revoked then"}
          {fate === "keptSharedWithOthers" && ", kept: others used it"}
        </>
      )}
    </>
  );
}

async function readHistory(executorId: string, signal: AbortSignal): Promise<BoundKeyStretch[]> {
  const answers = await Promise.all(
    (["executor.connected", "executor.rebound"] as const).map((type) =>
      apiClient.events.list.query({ executorId, type, limit: MOST_MOVES }, { signal }),
    ),
  );
  return boundKeyHistory(answers.flatMap((answer) => answer.items));
}
