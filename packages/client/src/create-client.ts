import type { AppRouter } from "@excalibur/api";
import { createTRPCClient, httpBatchLink, type TRPCClient } from "@trpc/client";
import superjson from "superjson";

/** Every procedure of the API, such as `client.apiKeys.list.query({})`. */
export type Client = TRPCClient<AppRouter>;

export interface ClientOptions {
  /** The server's address, such as `https://excalibur.example`. A path is kept. */
  readonly url: string;
  /** A management key (`exm_…`), or a function that returns the present one: it is asked before each request. Absent: for calls that need none. */
  readonly managementKey?: string | (() => string | Promise<string>);
  /** Used in place of the global `fetch`, for example to set a timeout or a proxy. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<CallResponse>;
}

/** What is read of an answer: the part of the web's `Response` that another `fetch` has to have. */
export type CallResponse = Pick<Response, "ok" | "status" | "json"> & { readonly headers: Pick<Headers, "get"> };

/**
 * A typed client over tRPC's own links. It keeps no connection and no state, and sends a request for each call.
 * Instants are `Date`s. Calls reject with a `TRPCClientError`: `failureOf` says what it means.
 * @throws TypeError when `url` is no address of a server.
 */
export function createClient({ url, managementKey, fetch: ownFetch = fetch }: ClientOptions): Client {
  const { protocol, origin, pathname } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") throw new TypeError(`Not an http or https address: ${origin}`);
  return createTRPCClient<AppRouter>({
    links: [
      // Batches of one. The link for single calls looks for `FormData`, which loads all of the fetch that is built into Node, and
      // takes as long as everything else that a short program does.
      httpBatchLink({
        maxItems: 1,
        url: `${origin}${pathname.replace(/\/+$/, "")}/trpc`,
        transformer: superjson,
        headers: async () => {
          if (managementKey === undefined) return {};
          const key = typeof managementKey === "string" ? managementKey : await managementKey();
          return { authorization: `Bearer ${key.trim()}` };
        },
        // The input of a query goes into the body too: an address is kept by proxies and their logs.
        methodOverride: "POST",
        fetch: (input, init) => ownFetch(String(input), init as RequestInit),
      }),
    ],
  });
}
