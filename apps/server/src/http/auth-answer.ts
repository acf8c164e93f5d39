import type { FastifyReply, FastifyRequest } from "fastify";
import type { LoadAuth } from "../sessions/load-auth.ts";

/** What a request carries to better-auth. */
export interface AuthCall {
  readonly cookie: string | undefined;
  readonly authorization?: string | undefined;
  readonly body: unknown;
}

/** Asks better-auth at the request's own path. */
export async function askAuth(
  request: FastifyRequest,
  { loadAuth, publicUrl }: { loadAuth: LoadAuth; publicUrl: string },
  { cookie, authorization, body }: AuthCall,
): Promise<Response> {
  const { origin, "user-agent": userAgent } = request.headers;
  const headers = new Headers({ "content-type": "application/json" });
  for (const [name, value] of Object.entries({ cookie, authorization, origin, "user-agent": userAgent })) {
    if (value !== undefined) headers.set(name, value);
  }
  const sent = request.method === "POST" ? { body: JSON.stringify(body ?? {}) } : {};
  const auth = await loadAuth();
  return auth.handler(new Request(new URL(request.url, publicUrl), { method: request.method, headers, ...sent }));
}

/** A program gets its token; a page never does: its session stays in a cookie that scripts can't read. */
export async function passOn(
  request: FastifyRequest,
  reply: FastifyReply,
  response: Response,
  status = response.status,
): Promise<unknown> {
  const forPage = request.headers.origin !== undefined || request.headers["sec-fetch-site"] !== undefined;
  reply.status(status).header("cache-control", "no-store");
  for (const cookie of response.headers.getSetCookie()) reply.header("set-cookie", cookie);
  const token = response.headers.get("set-auth-token");
  if (token !== null && !forPage) reply.header("set-auth-token", token);
  return reply.type("application/json").send(withoutTokens(await response.text()));
}

function withoutTokens(body: string): string {
  return JSON.stringify(JSON.parse(body === "" ? "null" : body), (name, value: unknown) =>
    name === "token" ? undefined : value,
  );
}
