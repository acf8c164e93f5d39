import type { IncomingHttpHeaders } from "node:http";
import type { SignedInUser } from "@excalibur/api/server";
import type { LoadAuth } from "./load-auth.ts";

/** Who is behind a request's session cookie or token; null when nobody is, or the session has ended. */
export async function findSession(loadAuth: LoadAuth, headers: IncomingHttpHeaders): Promise<SignedInUser | null> {
  const auth = await loadAuth();
  const found = await auth.api.getSession({ headers: sessionHeaders(headers) });
  if (found === null) return null;
  const { session, user } = found;
  return {
    sessionId: session.id,
    userId: user.id,
    name: user.name,
    email: user.email,
    activeOrganizationId: session.activeOrganizationId ?? null,
  };
}

/** Of a request's headers, those that carry a session. */
export function sessionHeaders({ cookie, authorization }: IncomingHttpHeaders): Headers {
  const sent = new Headers();
  if (cookie !== undefined) sent.set("cookie", cookie);
  if (authorization !== undefined) sent.set("authorization", authorization);
  return sent;
}
