import type { IncomingHttpHeaders } from "node:http";
import { findSignedInUser, type Database } from "@excalibur/db";
import type { SignedInUser } from "@excalibur/api/server";
import { sha256 } from "../secrets.ts";
import { toMemberships } from "../stores/organization-store.ts";
import type { CookieRules } from "./cookies.ts";
import type { LoadAuth } from "./load-auth.ts";
import { sessionHeaders } from "./session-headers.ts";
import type { SessionMemory } from "./session-memory.ts";

/** The user of a request's session cookie or token; null without one, or when the session has ended. */
export type FindSession = (headers: IncomingHttpHeaders) => Promise<SignedInUser | null>;

interface Options {
  readonly loadAuth: LoadAuth;
  readonly database: Database;
  readonly memory: SessionMemory;
  readonly cookies: CookieRules;
  readonly now: () => Date;
}

/**
 * better-auth proves, once, that a cookie or token was signed by this server and is of a session. From then on each
 * request reads the session and all that hangs on it, by one statement.
 */
export function createFindSession({ loadAuth, database, memory, cookies, now }: Options): FindSession {
  return async (headers) => {
    const credentials = sessionHeaders(headers, cookies);
    // Of all of them, with their names: what is proved of a cookie is not proved of a token, nor of the two together.
    const hash = sha256(JSON.stringify([...credentials]));
    const known = memory.find(hash);
    const sessionId = known ?? (await proveSession(loadAuth, credentials));
    if (sessionId === null) return null;
    const found = await findSignedInUser(database, { sessionId, now: now() });
    if (found === null) {
      memory.forget(hash);
      return null;
    }
    if (known === undefined) memory.remember(hash, sessionId);
    return { ...found, memberships: toMemberships(found.memberships) };
  };
}

async function proveSession(loadAuth: LoadAuth, credentials: Headers): Promise<string | null> {
  const auth = await loadAuth();
  const proved = await auth.api.getSession({ headers: credentials });
  return proved?.session.id ?? null;
}
