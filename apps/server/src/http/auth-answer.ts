import { refuse } from "@excalibur/api/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Auth } from "../sessions/auth.ts";
import type { LoadAuth } from "../sessions/load-auth.ts";

/** What goes to better-auth. */
interface AuthCall {
  readonly headers: Headers;
  readonly body: Record<string, string>;
}

/** The few endpoints of better-auth that requests reach. They are called by name: no address of a request leads to another. */
const ENDPOINTS = {
  signInEmail: ({ api }, { headers, body: { email = "", password = "" } }) =>
    api.signInEmail({ headers, body: { email, password }, asResponse: true }),
  verifyTOTP: ({ api }, { headers, body: { code = "" } }) =>
    api.verifyTOTP({ headers, body: { code }, asResponse: true }),
  verifyBackupCode: ({ api }, { headers, body: { code = "" } }) =>
    api.verifyBackupCode({ headers, body: { code }, asResponse: true }),
  signOut: ({ api }, { headers }) => api.signOut({ headers, asResponse: true }),
  getSession: ({ api }, { headers }) => api.getSession({ headers, asResponse: true }),
} as const satisfies Record<string, (auth: Auth, call: AuthCall) => Promise<Response>>;

/** Asks better-auth. A "no" of it is an answer with its status; a fault is thrown. @throws Refusal `unavailable` when its database is away. */
export async function askAuth(
  loadAuth: LoadAuth,
  endpoint: keyof typeof ENDPOINTS,
  headers: Headers,
  body: Record<string, string> = {},
): Promise<Response> {
  const answer = await ENDPOINTS[endpoint](await loadAuth(), { headers, body });
  if (answer.status === 503) throw refuse("unavailable");
  return answer;
}

/** Passes a "yes" of better-auth on. A program gets its token; a page never does: its session stays in a cookie that scripts can't read. */
export async function passOn(
  request: FastifyRequest,
  reply: FastifyReply,
  response: Response,
  status = response.status,
): Promise<unknown> {
  const forPage = request.headers.origin !== undefined || request.headers["sec-fetch-site"] !== undefined;
  reply.status(status);
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
