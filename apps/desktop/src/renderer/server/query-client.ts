import { QueryClient } from "@tanstack/react-query";
import { mayPass, readFailure } from "./failure.ts";

const STALE_AFTER_MS = 5_000;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: STALE_AFTER_MS,
      // What the server has answered stays its answer; only silence is worth a second try.
      retry: (failures, error) => failures < 1 && mayPass(readFailure(error)),
      retryDelay: 500,
      // The server may well be on this very machine: no network is no reason not to ask.
      networkMode: "always",
    },
    mutations: { networkMode: "always", gcTime: 0 },
  },
});
