import type { Auth, AuthOptions } from "./auth.ts";

/** Gives sign-in and sessions, loading them the first time. */
export type LoadAuth = () => Promise<Auth>;

/**
 * better-auth is almost half of what the server loads, and executors never need it. So it is loaded once the server
 * listens; a person's request that comes earlier waits for it.
 */
export function createAuthLoader(options: AuthOptions): LoadAuth {
  let auth: Promise<Auth> | undefined;
  return () => (auth ??= import("./auth.ts").then(({ createAuth }) => createAuth(options)));
}
