import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, apiClient } from "./api.ts";
import { readFailure, type Failure } from "./failure.ts";
import { queryClient } from "./query-client.ts";
import { noteServerTime } from "./server-clock.ts";

const CHECK_EVERY_MS = 4_000;
const CHECK_EVERY_WHILE_AWAY_MS = 2_000;

/** Is the server there, which one, and what time is it. Asked all the time, as the pulse of the connection. */
export const serverInfoQuery = queryOptions({
  queryKey: api.server.info.queryKey(),
  queryFn: async ({ signal }) => {
    const askedAtMs = Date.now();
    const info = await apiClient.server.info.query(undefined, { signal });
    noteServerTime(info.serverTime, askedAtMs, Date.now());
    return info;
  },
  retry: false,
  staleTime: CHECK_EVERY_MS,
  refetchInterval: (query) => (query.state.status === "error" ? CHECK_EVERY_WHILE_AWAY_MS : CHECK_EVERY_MS),
});

export type Connection =
  | { kind: "connecting" }
  | { kind: "connected"; version: string }
  | { kind: "away"; failure: Failure; lastAnswerAt: Date | null };

/** The state of the connection. When the server is back, everything on screen that failed meanwhile is asked again. */
export function useConnection(): Connection {
  const { data, error, status, dataUpdatedAt } = useQuery(serverInfoQuery);
  useEffect(() => {
    if (status !== "success") return;
    void queryClient.refetchQueries({ type: "active", predicate: (query) => query.state.status === "error" });
  }, [status]);
  if (error !== null) {
    return {
      kind: "away",
      failure: readFailure(error),
      lastAnswerAt: dataUpdatedAt === 0 ? null : new Date(dataUpdatedAt),
    };
  }
  return data === undefined ? { kind: "connecting" } : { kind: "connected", version: data.version };
}
