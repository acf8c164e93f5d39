import { appRouter, Refusal, type RequestContext, type Services } from "@excalibur/api/server";
import { fastifyRequestHandler } from "@trpc/server/adapters/fastify";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { findSession } from "../sessions/find-session.ts";
import { prepareTwoFactor } from "../sessions/two-factor.ts";
import type { LoadAuth } from "../sessions/load-auth.ts";
import { retryAfterSeconds } from "./send-refusal.ts";
import { trpcErrorBody } from "./trpc-error-body.ts";

interface Options {
  readonly services: Services;
  readonly loadAuth: LoadAuth;
  /** Procedures that one request may call at most. */
  readonly maxBatchSize: number;
}

/** The whole API under `/trpc`. The body stays text: tRPC reads it with its own transformer. */
export async function mountTrpc(server: FastifyInstance, { services, loadAuth, maxBatchSize }: Options): Promise<void> {
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error, request, reply) => {
      const { status, body } = trpcErrorBody(error, request.id);
      if (status >= 500) request.log.error({ err: error, requestId: request.id }, "request failed");
      return reply.status(status).send(body);
    });
    scope.all<{ Params: { path: string } }>("/trpc/:path", async (request, reply) => {
      reply.header("cache-control", "no-store");
      if (request.params.path.split(",").length > maxBatchSize) {
        const { status, body } = trpcErrorBody({ statusCode: 413 }, request.id);
        return reply.status(status).send(body);
      }
      await fastifyRequestHandler({
        router: appRouter,
        req: request,
        res: reply,
        path: request.params.path,
        createContext: () => createContext(request, services, loadAuth),
        onError: ({ error, path }) => {
          if (error.code === "INTERNAL_SERVER_ERROR") {
            request.log.error({ err: error.cause ?? error, path, requestId: request.id }, "procedure failed");
          }
        },
        responseMeta: ({ errors }) => ({ headers: retryHeaders(errors.map((error) => error.cause)) }),
      });
      return reply;
    });
  });
}

function createContext(request: FastifyRequest, services: Services, loadAuth: LoadAuth): RequestContext {
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
}

function retryHeaders(causes: readonly unknown[]): Record<string, string> {
  const waits = causes.map((cause) => (cause instanceof Refusal ? (cause.details.retryAfterMs ?? 0) : 0));
  const longestMs = Math.max(0, ...waits);
  return longestMs === 0 ? {} : { "retry-after": String(retryAfterSeconds(longestMs)) };
}
