import { ORGANIZATION_HEADER } from "@excalibur/api/contract";
import { appRouter, Refusal } from "@excalibur/api/server";
import { fastifyRequestHandler } from "@trpc/server/adapters/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { readJsonBody } from "./read-body.ts";
import { RequestProblem } from "./request-problem.ts";
import { retryAfterSeconds } from "./send-refusal.ts";
import { bodyLimitsOf, isInputWithin, type BodyOptions } from "./trpc-body.ts";
import { trpcErrorBody } from "./trpc-error-body.ts";

/** Those that tRPC can put into words of its own; of the others (TRACE) it can't make a request. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

interface Options extends BodyOptions {
  /** Procedures that one request may call at most. */
  readonly maxBatchSize: number;
}

/** The whole API under `/trpc`. The body stays text: tRPC reads it with its own transformer. */
export async function mountTrpc(server: FastifyInstance, options: Options): Promise<void> {
  const { contextOf, maxBatchSize } = options;
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("application/json", (request, payload, done) => {
      bodyLimitsOf(request, options).then((limits) => readJsonBody(payload, limits, done), done);
    });
    scope.setErrorHandler((error, request, reply) => {
      const { status, body } = trpcErrorBody(error, request.id);
      if (status >= 500) request.log.error({ err: error, requestId: request.id }, "request failed");
      return reply
        .status(status)
        .headers(retryHeaders([error]))
        .send(body);
    });
    scope.route<{ Params: { path: string } }>({ method: METHODS, url: "/trpc/:path", handler: answer });

    async function answer(request: FastifyRequest<{ Params: { path: string } }>, reply: FastifyReply) {
      reply.header("cache-control", "no-store");
      if (!isInputWithin(request)) throw new RequestProblem(413);
      const statusCode = refusedWith(request.params.path, maxBatchSize);
      if (statusCode !== null) {
        const { status, body } = trpcErrorBody({ statusCode }, request.id);
        return reply.status(status).send(body);
      }
      await fastifyRequestHandler({
        router: appRouter,
        // A query may come by POST: what it asks for may be too long for an address, or may not stand in one.
        allowMethodOverride: true,
        req: request,
        res: reply,
        path: request.params.path,
        createContext: ({ info }) => contextOf(request, info.connectionParams?.[ORGANIZATION_HEADER]),
        onError: ({ error, path }) => {
          if (error.code === "INTERNAL_SERVER_ERROR") {
            request.log.error({ err: error.cause ?? error, path, requestId: request.id }, "procedure failed");
          }
        },
        responseMeta: ({ errors }) => ({ headers: retryHeaders(errors.map((error) => error.cause)) }),
      });
      return reply;
    }
  });
}

/**
 * The status to refuse a path with; null when it may be called. tRPC decodes the path once more than the router did before it
 * looks for commas, and no name of a procedure has anything to decode: so what still has is refused.
 */
function refusedWith(path: string, maxBatchSize: number): number | null {
  if (path.includes("%")) return 400;
  return path.split(",").length > maxBatchSize ? 413 : null;
}

function retryHeaders(causes: readonly unknown[]): Record<string, string> {
  const waits = causes.map((cause) => (cause instanceof Refusal ? (cause.details.retryAfterMs ?? 0) : 0));
  const longestMs = Math.max(0, ...waits);
  return longestMs === 0 ? {} : { "retry-after": String(retryAfterSeconds(longestMs)) };
}
