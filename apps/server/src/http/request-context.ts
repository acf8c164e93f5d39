import type { RequestContext, Services } from "@excalibur/api/server";
import type { FastifyRequest } from "fastify";
import type { FindSession } from "../sessions/find-session.ts";
import type { LoadAuth } from "../sessions/load-auth.ts";
import { prepareTwoFactor } from "../sessions/two-factor.ts";

/** Makes of an HTTP request what the procedures see of it. */
export type ContextOf = (request: FastifyRequest) => RequestContext;

interface Options {
  readonly services: Services;
  readonly loadAuth: LoadAuth;
  readonly findSession: FindSession;
}

export function createContextOf({ services, loadAuth, findSession }: Options): ContextOf {
  return (request) => {
    // A batch shares its request, and so one look at the session.
    let session: ReturnType<FindSession> | undefined;
    return {
      services,
      requestId: request.id,
      receivedAt: services.now(),
      sourceAddress: request.ip,
      authorization: request.headers.authorization,
      findSession: () => (session ??= findSession(request.headers)),
      findSessionAgain: () => findSession(request.headers),
      prepareTwoFactor: (password) => prepareTwoFactor(loadAuth, request.headers, password),
    };
  };
}
