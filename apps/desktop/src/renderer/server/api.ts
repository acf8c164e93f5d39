import type { AppRouter } from "@excalibur/api";
import { ORGANIZATION_HEADER } from "@excalibur/api/contract";
import type { QueryFilters } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, httpLink, splitLink, type TRPCClient, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import superjson from "superjson";
import { basePath } from "./base-path.ts";
import { readFailure, type Failure } from "./failure.ts";
import type { OrganizationFace, PersonFace } from "./api-faces.ts";
import { requireOrganizationOfPage } from "./organization-of-page.ts";
import { queryClient } from "./query-client.ts";
import { currentSession, noteSessionEnded } from "./session-state.ts";

const MAX_URL_LENGTH = 2_000;
/** Queries of more than fits into an address. */
const LONG_QUERIES: ReadonlySet<string> = new Set(["apiKeys.preview", "overview.get"]);

export const TRPC_URL = `${basePath}/trpc`;

/** Sees every failure of every screen once: an ended session and a lost role concern the whole app. */
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

type Client = TRPCClient<AppRouter>;
type Options = TRPCOptionsProxy<AppRouter>;

/**
 * A client of queries and mutations; the stream of changes has one of its own. The page's own origin is the server's, in a
 * browser as in Electron, so no address is needed.
 */
function createClient(headers: () => Record<string, string>): Client {
  return createTRPCClient<AppRouter>({
    links: [
      watchFailures,
      splitLink({
        condition: (op) => op.type === "query" && !LONG_QUERIES.has(op.path),
        true: httpBatchLink({ url: TRPC_URL, transformer: superjson, maxURLLength: MAX_URL_LENGTH, headers }),
        // A query goes by POST too here.
        false: httpLink({ url: TRPC_URL, transformer: superjson, headers, methodOverride: "POST" }),
      }),
    ],
  });
}

const personal = createClient(() => ({}));
const organizational = createClient(() => ({ [ORGANIZATION_HEADER]: requireOrganizationOfPage() }));

/** Calls procedures that are for no organization. */
export const personClient: PersonFace<Client> = personal;

/** Calls procedures of the organization that the page belongs to. */
export const apiClient: OrganizationFace<Client> = organizational;

/** Query and mutation options for the procedures of `personClient`. */
export const personApi: PersonFace<Options> = createTRPCOptionsProxy<AppRouter>({ client: personal, queryClient });

/** Query and mutation options for the procedures of `apiClient`. */
export const api: OrganizationFace<Options> = createTRPCOptionsProxy<AppRouter>({
  client: organizational,
  queryClient,
});

/** Applies a failure's effect on the whole app. @param session the one in which the call began. */
export function noteFailure(failure: Failure, path: string, session: number): void {
  if (failure.kind === "unreachable") askAgain("server.info", personApi.server.info.queryFilter(), path);
  if (failure.kind !== "refused") return;
  if (failure.reason === "not_signed_in") noteSessionEnded(session);
  const roleIsInDoubt = failure.reason === "not_permitted" || failure.reason === "organization_not_found";
  if (roleIsInDoubt) askAgain("account.get", api.account.get.queryFilter(), path);
  if (failure.reason === "organization_not_found")
    askAgain("organizations.list", personApi.organizations.list.queryFilter(), path);
}

/** Asks a procedure again, unless it was its own call that failed: that would never end. */
function askAgain(procedure: string, filter: QueryFilters, failedPath: string): void {
  if (failedPath !== procedure) void queryClient.invalidateQueries(filter, { cancelRefetch: false });
}
