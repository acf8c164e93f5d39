import type { AppRouter } from "@excalibur/api";
import type { QueryFilters } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, httpLink, splitLink, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import superjson from "superjson";
import { basePath } from "./base-path.ts";
import { readFailure, type Failure } from "./failure.ts";
import { queryClient } from "./query-client.ts";
import { currentSession, noteSessionEnded } from "./session-state.ts";

const MAX_URL_LENGTH = 2_000;
export const TRPC_URL = `${basePath}/trpc`;

/** Sees every failure once, whichever screen asked: an ended session and a lost role concern the whole app. */
const watchFailures: TRPCLink<AppRouter> = () => (options) =>
  observable((observer) => {
    const session = currentSession();
    return options.next(options.op).subscribe({
      next: (value) => observer.next(value),
      complete: () => observer.complete(),
      error: (error) => {
        noteFailure(readFailure(error), options.op.path, session);
        observer.error(error);
      },
    });
  });

/**
 * The typed client of queries and mutations; the stream of changes has one of its own. The page's own origin is the server's,
 * in a browser as in Electron, so no address is needed.
 */
export const apiClient = createTRPCClient<AppRouter>({
  links: [
    watchFailures,
    splitLink({
      condition: (op) => op.type === "query",
      true: httpBatchLink({ url: TRPC_URL, transformer: superjson, maxURLLength: MAX_URL_LENGTH }),
      false: httpLink({ url: TRPC_URL, transformer: superjson }),
    }),
  ],
});

/** Query and mutation options for every procedure. */
export const api = createTRPCOptionsProxy<AppRouter>({ client: apiClient, queryClient });

/** Notes what a failure says of the whole app. @param session the one in which the call began. */
export function noteFailure(failure: Failure, path: string, session: number): void {
  if (failure.kind === "unreachable") askAgain("server.info", api.server.info.queryFilter(), path);
  if (failure.kind !== "refused") return;
  if (failure.reason === "not_signed_in") noteSessionEnded(session);
  const roleIsInDoubt = failure.reason === "not_permitted" || failure.reason === "no_organization";
  if (roleIsInDoubt) askAgain("account.get", api.account.get.queryFilter(), path);
}

/** Asks a procedure again, unless it was its own call that failed: that would never end. */
function askAgain(procedure: string, filter: QueryFilters, failedPath: string): void {
  if (failedPath !== procedure) void queryClient.invalidateQueries(filter, { cancelRefetch: false });
}
