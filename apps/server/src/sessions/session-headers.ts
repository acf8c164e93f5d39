import type { IncomingHttpHeaders } from "node:http";
import { cookieName, readCookie, type CookieRules } from "./cookies.ts";

/** Of a request's headers, those that carry a session, as better-auth reads them. */
export function sessionHeaders({ cookie, authorization }: IncomingHttpHeaders, rules: CookieRules): Headers {
  const sent = new Headers();
  if (cookie !== undefined) sent.set("cookie", withCurrentName(cookie, rules));
  if (authorization !== undefined) sent.set("authorization", authorization);
  return sent;
}

/**
 * Cookies of before they were named by installation are good as long as the sessions that they are of: 7 days after an
 * upgrade at most. Their signature shows whose they are.
 */
function withCurrentName(cookies: string, rules: CookieRules): string {
  const name = cookieName(rules, "session_token");
  if (readCookie(cookies, name) !== null) return cookies;
  const old = readCookie(cookies, cookieName({ ...rules, prefix: "excalibur" }, "session_token"));
  return old === null ? cookies : `${name}=${old}`;
}
