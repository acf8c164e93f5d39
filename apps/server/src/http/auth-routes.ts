import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { REQUEST_REFUSALS } from "@excalibur/api/contract";
import type { LiveBus } from "@excalibur/api/server";
import { findSession } from "../sessions/find-session.ts";
import type { LoadAuth } from "../sessions/load-auth.ts";
import type { FailureLimit } from "../failure-limit.ts";
import { sendRefusal } from "./send-refusal.ts";

interface Options {
  readonly loadAuth: LoadAuth;
  readonly failedSignIns: FailureLimit;
  readonly live: LiveBus;
  readonly publicUrl: string;
}

/** The few doors of better-auth that are open. Every other path under `/api/auth` does not exist. */
export function mountAuthRoutes(server: FastifyInstance, options: Options): void {
  server.post("/api/auth/sign-in/email", (request, reply) => signIn(request, reply, options));
  server.post("/api/auth/sign-out", (request, reply) => signOut(request, reply, options));
  server.get("/api/auth/get-session", (request, reply) => forward(request, reply, options));
}

async function signIn(request: FastifyRequest, reply: FastifyReply, options: Options): Promise<unknown> {
  const blockedForMs = await options.failedSignIns.blockedForMs(request.ip);
  if (blockedForMs !== null) return sendRefusal(reply, "rate_limited", REQUEST_REFUSALS.rate_limited, blockedForMs);
  const response = await handle(request, options);
  if (response.status === 401) await options.failedSignIns.record(request.ip);
  return answer(request, reply, response);
}

async function signOut(request: FastifyRequest, reply: FastifyReply, options: Options): Promise<unknown> {
  const session = await findSession(options.loadAuth, request.headers);
  const response = await handle(request, options);
  if (session !== null) options.live.endFor({ sessionId: session.sessionId });
  return answer(request, reply, response);
}

async function forward(request: FastifyRequest, reply: FastifyReply, options: Options): Promise<unknown> {
  return answer(request, reply, await handle(request, options));
}

async function handle(request: FastifyRequest, { loadAuth, publicUrl }: Options): Promise<Response> {
  const headers = new Headers({ "content-type": "application/json" });
  for (const name of ["cookie", "authorization", "origin", "user-agent"] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  const body = request.method === "POST" ? { body: JSON.stringify(request.body ?? {}) } : {};
  const auth = await loadAuth();
  return auth.handler(new Request(new URL(request.url, publicUrl), { method: request.method, headers, ...body }));
}

/** A program gets its token; a page never does: its session stays in a cookie that scripts can't read. */
async function answer(request: FastifyRequest, reply: FastifyReply, response: Response): Promise<unknown> {
  const forPage = request.headers.origin !== undefined || request.headers["sec-fetch-site"] !== undefined;
  reply.status(response.status).header("cache-control", "no-store");
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
