import { EXPORTED_LISTS } from "@excalibur/api/contract";
import {
  appRouter,
  errorsByField,
  identifyManagementKey,
  presentedManagementSecret,
  refuse,
  type RequestContext,
  type Services,
} from "@excalibur/api/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { AUDIT_STREAM_PATH, sendAuditStream } from "../audit-stream/send-audit-stream.ts";
import { readJsonWithin } from "../http/limit-bodies.ts";
import { LARGE_BODY } from "../http/read-body.ts";
import type { ContextOf } from "../http/request-context.ts";
import { sendExportTo } from "../exports/export-routes.ts";
import { answerOnce, type IdentifiedContext } from "./answer-once.ts";
import { callByPath } from "./call-by-path.ts";
import type { KeptAnswer, KeptAnswers } from "./kept-answers.ts";
import type { Operation } from "./operation.ts";
import { OPERATIONS } from "./operations.ts";
import { sendNoOperation, sendProblem } from "./problem.ts";
import { readInstants } from "./read-instants.ts";

interface Options {
  readonly contextOf: ContextOf;
  readonly services: Services;
  readonly keptAnswers: KeptAnswers;
}

/** What a request is decorated with: who asks. */
const IDENTIFIED = "identified";

/** The management API under `/v1`: each operation calls one procedure, with a management key and nothing else. */
export async function mountRest(server: FastifyInstance, { contextOf, services, keptAnswers }: Options): Promise<void> {
  await server.register(async (scope) => {
    // Of an operation the key is identified before its body is read.
    readJsonWithin(scope, LARGE_BODY);
    scope.decorateRequest(IDENTIFIED);
    scope.addHook("onRequest", async (_request, reply) => void reply.header("cache-control", "no-store"));
    scope.setErrorHandler((error, request, reply) => {
      const problem = services.isUnavailable(error) ? refuse("unavailable") : error;
      if (sendProblem(reply, problem, request.id)) {
        request.log.error({ err: error, requestId: request.id }, "request failed");
      }
      return reply;
    });
    for (const operation of OPERATIONS) {
      scope.route({
        method: operation.method,
        url: urlOf(operation),
        onRequest: async (request) =>
          request.setDecorator(IDENTIFIED, await identifiedContext(keyContext(request, contextOf))),
        handler: async (request, reply) => {
          const context = request.getDecorator<IdentifiedContext>(IDENTIFIED);
          const answering = (inContext: RequestContext) => answer(operation, request, inContext);
          const { answer: given, isRepeated } = await answerOnce(request, context, keptAnswers, answering);
          if (isRepeated) void reply.header("idempotency-replayed", "true");
          return reply.status(given.status).type("application/json; charset=utf-8").send(given.body);
        },
      });
    }
    refuseOtherMethods(scope);
    // A HEAD of an answer that does not end would not end either.
    scope.get(AUDIT_STREAM_PATH, { exposeHeadRoute: false }, (request, reply) =>
      sendAuditStream({ request, reply, context: keyContext(request, contextOf) }),
    );
    for (const list of EXPORTED_LISTS) {
      scope.get(`/v1/${list}/export`, (request, reply) =>
        sendExportTo(list, { request, reply, context: keyContext(request, contextOf) }),
      );
    }
  });
}

function urlOf({ path }: Pick<Operation, "path">): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Answers other methods at the addresses of operations. */
function refuseOtherMethods(scope: FastifyInstance): void {
  for (const url of new Set(OPERATIONS.map(urlOf))) {
    const allowed = OPERATIONS.filter((operation) => urlOf(operation) === url).map(({ method }) => method);
    const refused = async (request: FastifyRequest, reply: FastifyReply) => {
      sendNoOperation(reply.header("allow", allowed.join(", ")), 405, request.id);
      return reply;
    };
    const method = METHODS.filter((other) => !allowed.includes(other));
    scope.route({ method, url, onRequest: refused, handler: refused });
  }
}

async function answer(operation: Operation, request: FastifyRequest, context: RequestContext): Promise<KeptAnswer> {
  const query = operation.query ?? z.strictObject({});
  const read = query.safeParse(request.query);
  if (!read.success) throw refuse("invalid_input", { fieldErrors: errorsByField(read.error) });
  const input = operation.input({
    path: request.params as Record<string, string>,
    query: read.data,
    body: bodyOf(operation, request.body),
  });
  const result = await callByPath(appRouter.createCaller(context), operation.procedure, input);
  return { status: operation.status(result), body: JSON.stringify(result) };
}

/** A request is its management key's alone: a session's cookie beside it adds nothing. */
function keyContext(request: FastifyRequest, contextOf: ContextOf): RequestContext {
  const context = contextOf(request);
  if (presentedManagementSecret(context.authorization).kind === "absent") throw refuse("management_key_missing");
  const noSession = async () => null;
  return { ...context, findSession: noSession, findSessionAgain: noSession };
}

/** The same with its management key identified: once for all that the request does. */
async function identifiedContext(context: RequestContext): Promise<IdentifiedContext> {
  const identifiedKey = await identifyManagementKey(context);
  if (identifiedKey === null) throw refuse("management_key_missing");
  return { ...context, identifiedKey };
}

/** A body may be left out where every field may be. */
function bodyOf({ body }: Operation, sent: unknown): Record<string, unknown> {
  if (body === undefined || sent === undefined || sent === null) return {};
  if (typeof sent !== "object" || Array.isArray(sent)) throw refuse("invalid_input");
  return readInstants(body.schema, sent) as Record<string, unknown>;
}
