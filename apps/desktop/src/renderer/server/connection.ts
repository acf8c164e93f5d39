import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { clock } from "../clock.ts";
import { personApi, personClient } from "./api.ts";
import { readFailure, type Failure } from "./failure.ts";
import { retryLiveNow } from "./live/live-connection.ts";
import { liveState, useLiveState } from "./live/live-state.ts";
import { queryClient } from "./query-client.ts";
import { noteServerTime } from "./server-clock.ts";
import { withTimeout } from "./with-timeout.ts";

const CHECK_EVERY_MS = 4_000;
const CHECK_EVERY_WHILE_AWAY_MS = 2_000;
/** While live messages arrive, they show that the server answers; this request reads its time and version. */
const CHECK_EVERY_WHILE_LIVE_MS = 30_000;
const ANSWERS_WITHIN_MS = 4_000;

/** When it answered last, by the monotonic clock. */
let answeredAtMs = Number.NEGATIVE_INFINITY;

/** Is the server there, which one, and what time is it. Asked all the time, as the pulse of the connection. */
export const serverInfoQuery = queryOptions({
  queryKey: personApi.server.info.queryKey(),
  queryFn: async ({ signal }) => {
    const askedAtMs = clock.wallMs();
    const info = await withTimeout(signal, ANSWERS_WITHIN_MS, (limited) =>
      personClient.server.info.query(undefined, { signal: limited }),
    );
    noteServerTime(info.serverTime, askedAtMs, clock.wallMs());
    answeredAtMs = clock.monotonicMs();
    return info;
  },
  retry: false,
  staleTime: CHECK_EVERY_MS,
  refetchInterval: (query) => {
    if (query.state.status === "error") return CHECK_EVERY_WHILE_AWAY_MS;
    return liveState().isOpen ? CHECK_EVERY_WHILE_LIVE_MS : CHECK_EVERY_MS;
  },
});

export type Connection =
  | { kind: "connecting" }
  | { kind: "connected"; version: string }
  | { kind: "away"; failure: Failure; lastAnswerAt: Date | null };

/** The state of the connection. When the server is back, everything on screen that failed meanwhile is asked again. */
export function useConnection(): Connection {
  const { data, error, status, dataUpdatedAt } = useQuery(serverInfoQuery);
  const { isOpen, endedAt, endedAtMs, brokeOff } = useLiveState();
  const wasAway = useRef(false);
  useEffect(() => {
    if (status === "error") wasAway.current = true;
    if (status !== "success") return;
    void queryClient.refetchQueries({ type: "active", predicate: (query) => query.state.status === "error" });
    // The very first answer is no news to a subscription that is on its way as well.
    if (wasAway.current) retryLiveNow();
    wasAway.current = false;
  }, [status]);
  const lastAnswerAtMs = Math.max(dataUpdatedAt, endedAt?.getTime() ?? 0);
  if (error !== null) {
    return {
      kind: "away",
      failure: readFailure(error),
      lastAnswerAt: lastAnswerAtMs === 0 ? null : new Date(lastAnswerAtMs),
    };
  }
  // The stream was closed, and no answer has arrived since: a request finds out why.
  const isInDoubt = !isOpen && brokeOff && answeredAtMs < endedAtMs;
  return data === undefined || isInDoubt ? { kind: "connecting" } : { kind: "connected", version: data.version };
}
