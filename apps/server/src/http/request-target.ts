import type { IncomingMessage, RequestListener } from "node:http";

/** What `Host` may hold: a name or an address, with a port or none (RFC 3986). */
const HOST = /^[\w.~!$&'()*+,;=%:[\]-]*$/;

const AMBIGUOUS = JSON.stringify({
  error: {
    reason: "invalid_input",
    message: "The request does not say for which host it is. Send one Host header, with the server's name.",
  },
});

/**
 * Reads for which host and path a request is, as RFC 9112 says (3.2), before anything decides by them. A target that names a host counts in
 * place of `Host`. A request with several `Host` headers, or one that can be none, is refused with 400.
 */
export function forOneHost(answer: RequestListener): RequestListener {
  return (request, response) => {
    if (takeTarget(request)) return answer(request, response);
    response.writeHead(400, { "content-type": "application/json; charset=utf-8", connection: "close" });
    response.end(AMBIGUOUS);
  };
}

/** @returns whether the request says for which host it is. */
function takeTarget(request: IncomingMessage): boolean {
  const { headers, rawHeaders, url = "" } = request;
  if (!HOST.test(headers.host ?? "") || countHosts(rawHeaders) > 1) return false;
  if (url.startsWith("/") || url === "*") return true;
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return false;
  const { host, pathname, search } = new URL(url);
  headers.host = host;
  request.url = pathname + search;
  return true;
}

/** `headers` has the first only. */
function countHosts(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    if (name.length === 4 && name.toLowerCase() === "host") count += 1;
  }
  return count;
}
