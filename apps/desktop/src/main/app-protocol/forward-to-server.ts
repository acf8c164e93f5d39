import { MAX_REQUEST_BYTES, ORGANIZATION_HEADER } from "@excalibur/api/contract";
import type { SessionCookies } from "../session/session-cookies.ts";
import { setCookiesOf } from "../session/read-set-cookie.ts";
import { cancellableBody } from "./cancellable-body.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";
import { unreachableCause, unreachableResponse } from "./unreachable.ts";

const REQUEST_HEADERS = ["accept", "content-type", ORGANIZATION_HEADER, "last-event-id", "trpc-accept"] as const;
const RESPONSE_HEADERS = ["content-disposition", "content-type", "retry-after", "vary", "x-request-id"] as const;

export interface Upstream {
  /** Address of the server, with the path that it is below if any; read for every request: the user may change it. */
  readonly serverUrl: () => string;
  readonly cookies: SessionCookies;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds until the server must have begun to answer. */
  readonly timeoutMs: number;
}

/**
 * Sends a request of the page on to the server. The session stays on this side: its cookie is attached here and taken
 * off the answer, whose headers are an allow-list, so the page never holds anything that would sign it in elsewhere.
 */
export async function forwardToServer(
  request: Request,
  path: string,
  upstream: Upstream,
  { keepBody }: { keepBody: boolean },
): Promise<Response> {
  await upstream.cookies.restored();
  const server = upstream.serverUrl();
  const body = request.body === null ? null : await request.arrayBuffer();
  if (body !== null && body.byteLength > MAX_REQUEST_BYTES)
    return new Response(null, { status: 413, headers: SECURITY_HEADERS });

  const abort = new AbortController();
  const timer = setTimeout(
    () => abort.abort(new DOMException("No answer in time", "TimeoutError")),
    upstream.timeoutMs,
  );
  try {
    const answer = await upstream.fetch(server + path, {
      method: request.method,
      headers: requestHeaders(request, server, upstream.cookies.header(server)),
      // The app keeps the cookies itself: a redirect would send them to another server.
      credentials: "omit",
      redirect: "error",
      signal: abort.signal,
      ...(body === null ? {} : { body }),
    });
    upstream.cookies.absorb(server, setCookiesOf(answer.headers));
    if (!keepBody && answer.ok) {
      abort.abort();
      return Response.json({}, { status: answer.status, headers: SECURITY_HEADERS });
    }
    return new Response(cancellableBody(answer.body, abort), {
      status: answer.status,
      headers: responseHeaders(answer),
    });
  } catch (error) {
    return unreachableResponse(abort.signal.aborted ? "timeout" : unreachableCause(error));
  } finally {
    clearTimeout(timer);
  }
}

/** The server refuses other sites by `Origin`; our page stands in for the console that it serves itself. */
function requestHeaders(request: Request, server: string, cookie: string | null): Headers {
  const headers = new Headers({ origin: new URL(server).origin });
  for (const name of REQUEST_HEADERS) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  if (cookie !== null) headers.set("cookie", cookie);
  return headers;
}

function responseHeaders(answer: Response): Headers {
  const headers = new Headers({ ...SECURITY_HEADERS, "cache-control": "no-store" });
  for (const name of RESPONSE_HEADERS) {
    const value = answer.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return headers;
}
