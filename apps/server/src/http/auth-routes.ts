import { SECOND_STEP_PATHS } from "@excalibur/api/contract";
import { endSession } from "@excalibur/api/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { createAfterAnswers } from "./after-answers.ts";
import { askAuth, passOn } from "./auth-answer.ts";
import { takeCode, takePassword, type SignInOptions } from "./sign-in.ts";

/** The few doors of better-auth that are open. Every other path under `/api/auth` does not exist. */
export function mountAuthRoutes(server: FastifyInstance, options: Omit<SignInOptions, "afterAnswer">): void {
  const signIn = { ...options, afterAnswer: createAfterAnswers(server) };
  server.post("/api/auth/sign-in/email", (request, reply) => takePassword(request, reply, signIn));
  server.post(SECOND_STEP_PATHS.app, (request, reply) => takeCode(request, reply, signIn, "app"));
  server.post(SECOND_STEP_PATHS.recoveryCode, (request, reply) => takeCode(request, reply, signIn, "recovery_code"));
  server.post("/api/auth/sign-out", (request, reply) => signOut(request, reply, signIn));
  server.get("/api/auth/get-session", (request, reply) => forward(request, reply, signIn));
}

/** The session ends with its audit row; then better-auth takes the cookies back. */
async function signOut(request: FastifyRequest, reply: FastifyReply, options: SignInOptions): Promise<unknown> {
  const user = await options.findSession(request.headers);
  if (user !== null) {
    await endSession({ services: options.services, user, sourceAddress: request.ip }, user.sessionId, "signed_out");
  }
  return forward(request, reply, options);
}

async function forward(request: FastifyRequest, reply: FastifyReply, options: SignInOptions): Promise<unknown> {
  const { cookie, authorization } = request.headers;
  return passOn(request, reply, await askAuth(request, options, { cookie, authorization, body: {} }));
}
