import { SECOND_STEP_PATHS } from "@excalibur/api/contract";
import { endSession, Refusal, refuse, type Services } from "@excalibur/api/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { sessionHeaders } from "../sessions/session-headers.ts";
import { createAfterAnswers } from "./after-answers.ts";
import { askAuth, passOn } from "./auth-answer.ts";
import { sendRefusal } from "./send-refusal.ts";
import { takeCode, takePassword, type SignInOptions } from "./sign-in.ts";

/** The endpoints of sign-in and sessions. Every other path under `/api/auth` does not exist. */
export async function mountAuthRoutes(
  server: FastifyInstance,
  options: Omit<SignInOptions, "afterAnswer">,
): Promise<void> {
  const signIn = { ...options, afterAnswer: createAfterAnswers(server) };
  await server.register(async (scope) => {
    answerRefusals(scope, options.services);
    scope.addHook("onRequest", async (_request, reply) => void reply.header("cache-control", "no-store"));
    scope.post("/api/auth/sign-in/email", (request, reply) => takePassword(request, reply, signIn));
    scope.post(SECOND_STEP_PATHS.app, (request, reply) => takeCode(request, reply, signIn, "app"));
    scope.post(SECOND_STEP_PATHS.recoveryCode, (request, reply) => takeCode(request, reply, signIn, "recovery_code"));
    scope.post("/api/auth/sign-out", (request, reply) => signOut(request, reply, signIn));
    scope.get("/api/auth/get-session", (request, reply) => askAboutSession("getSession", request, reply, signIn));
  });
}

/** Gives every "no" the form of all others; what is none goes on to the server's own handler of faults. */
function answerRefusals(scope: FastifyInstance, services: Services): void {
  scope.setErrorHandler((error, _request, reply) => {
    const refusal = services.isUnavailable(error) ? refuse("unavailable") : error;
    if (!(refusal instanceof Refusal)) throw error;
    return sendRefusal(reply, refusal.reason, refusal, refusal.details);
  });
}

/** The session ends with its audit row; then better-auth takes the cookies back. */
async function signOut(request: FastifyRequest, reply: FastifyReply, options: SignInOptions): Promise<unknown> {
  const { services, accounts } = options;
  const user = await accounts.findSession(request.headers);
  if (user !== null) await endSession({ services, user, sourceAddress: request.ip }, user.sessionId, "signed_out");
  return askAboutSession("signOut", request, reply, options);
}

async function askAboutSession(
  endpoint: "signOut" | "getSession",
  request: FastifyRequest,
  reply: FastifyReply,
  { accounts }: SignInOptions,
): Promise<unknown> {
  const headers = sessionHeaders(request.headers, accounts.cookies);
  return passOn(request, reply, await askAuth(accounts.loadAuth, endpoint, headers));
}
