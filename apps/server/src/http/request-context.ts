import type { RequestContext, Services } from "@excalibur/api/server";
import type { FastifyRequest } from "fastify";
import { findSession } from "../sessions/find-session.ts";
import type { LoadAuth } from "../sessions/load-auth.ts";
import { prepareTwoFactor } from "../sessions/two-factor.ts";

/** Makes of an HTTP request what the procedures see of it. */
export type ContextOf = (request: FastifyRequest) => RequestContext;

export function createContextOf(services: Services, loadAuth: LoadAuth): ContextOf {
  return (request) => {
    // A batch shares its request, and so one look at the session.
    let session: ReturnType<typeof findSession> | undefined;
    return {
      services,
      requestId: request.id,
      receivedAt: services.now(),
      sourceAddress: request.ip,
      authorization: request.headers.authorization,
      findSession: () => (session ??= findSession(loadAuth, request.headers)),
      findSessionAgain: () => findSession(loadAuth, request.headers),
      prepareTwoFactor: (password) => prepareTwoFactor(loadAuth, request.headers, password),
    };
  };
}
