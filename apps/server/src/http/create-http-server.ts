import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal, refuse, type Services } from "@excalibur/api/server";
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply } from "fastify";
import { basePathOf, withoutBasePath } from "../configuration/public-url.ts";
import type { Database } from "@excalibur/db";
import type { DatabaseWatch } from "../database-watch.ts";
import type { Metrics } from "../metrics.ts";
import type { Tracing } from "../telemetry/tracing.ts";
import type { Accounts } from "../sessions/create-accounts.ts";
import { mountExports } from "../exports/export-routes.ts";
import { mountAuthRoutes } from "./auth-routes.ts";
import { mountConsole } from "./console-files.ts";
import { mountEnrolRoute } from "./enrol-route.ts";
import { mountRenewRoute } from "./renew-route.ts";
import { faultBody } from "./fault-body.ts";
import { mountCalendarRoute } from "../notifications/calendar/calendar-route.ts";
import type { UnsubscribeLinks } from "../notifications/senders/unsubscribe-links.ts";
import { mountUnsubscribeRoute } from "../notifications/unsubscribe-route.ts";
import { mountOperationsRoutes } from "./operations-routes.ts";
import { mountInstallRoutes, type InstallOptions } from "./install-routes.ts";
import { isStream } from "./is-stream.ts";
import { forOneHost } from "./request-target.ts";
import { limitBodies } from "./limit-bodies.ts";
import { ADDRESS_PROBLEMS, REQUEST_PROBLEMS } from "./request-problem.ts";
import { createContextOf } from "./request-context.ts";
import { guardOrigin } from "./origin-guard.ts";
import { refuseSecrets } from "./refuse-secrets.ts";
import { KeptAnswers } from "../rest/kept-answers.ts";
import { mountRest } from "../rest/mount-rest.ts";
import { isOfRest, sendNoOperation } from "../rest/problem.ts";
import { addSecurityHeaders } from "./security-headers.ts";
import { sendRefusal } from "./send-refusal.ts";
import { SyncLane } from "./sync-lane.ts";
import { mountTrpc } from "./trpc-mount.ts";
import type { TrustsProxy } from "./trusted-proxies.ts";

const MAX_BATCH_SIZE = 20;
/**
 * Milliseconds between the signal to stop and the closing of idle connections: a request that is being sent on one
 * until then is answered, and its connection closes after the answer.
 */
const LINGER_MS = 100;
/** Of `node:http`, in milliseconds. They hold for every reader of a body, the lane too. */
export interface HttpTimeouts {
  /** From the first byte of a request, or from the beginning of a connection without a request, to the last. */
  readonly requestTimeout: number;
  /** How often is looked whose time is up. */
  readonly connectionsCheckingInterval: number;
  /** Between two requests: longer than executors and usual proxies keep a connection. */
  readonly keepAliveTimeout: number;
}

export const HTTP_TIMEOUTS: HttpTimeouts = {
  requestTimeout: 15_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 72_000,
};

interface Options {
  readonly services: Services;
  readonly accounts: Accounts;
  readonly database: Database;
  readonly databaseWatch: DatabaseWatch;
  readonly metrics: Metrics;
  readonly install: InstallOptions;
  /** Where people reach the server, once it listens. */
  readonly url: () => string;
  readonly unsubscribeLinks: UnsubscribeLinks;
  readonly logger: FastifyBaseLogger;
  readonly publicUrl: string;
  /** Names besides the public one under which people and programs may ask. */
  readonly allowedHosts: readonly string[];
  readonly trustsProxy: TrustsProxy;
  readonly timeouts: HttpTimeouts;
  /** Null where no traces are exported: then nothing stands around a request. */
  readonly tracing: Tracing | null;
}

/** The server's HTTP endpoints. */
export async function createHttpServer(options: Options): Promise<FastifyInstance> {
  const {
    services,
    accounts,
    database,
    databaseWatch,
    metrics,
    logger,
    publicUrl,
    allowedHosts,
    trustsProxy,
    timeouts,
    tracing,
  } = options;
  const basePath = basePathOf(publicUrl);
  const lane = new SyncLane({ services, logger, trustsProxy, basePath, metrics });
  const server = Fastify({
    serverFactory: (next) => {
      const answer = forOneHost((request, response) => lane.handle(request, response, next));
      return createServer({ ...timeouts }, tracing === null ? answer : tracing.around(answer));
    },
    loggerInstance: logger,
    // An address that is too long or can't be decoded gets neither to a route nor to the handler of errors.
    frameworkErrors: ({ statusCode }, request, reply) => {
      const status = statusCode === 414 ? 414 : 400;
      if (isOfRest(request.url)) sendNoOperation(reply, status, request.id);
      else void sendMistake(reply, status, ADDRESS_PROBLEMS[status]);
    },
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustsProxy,
    rewriteUrl: ({ url = "/" }) => withoutBasePath(url, basePath),
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 2_000 },
    forceCloseConnections: "idle",
    // A request on an open connection meanwhile is answered, with `Connection: close`.
    return503OnClosing: false,
  });
  timeAnswers(server, metrics);
  if (tracing !== null) noteRoutes(server, tracing);
  answerFaults(server, services.isUnavailable);
  limitBodies(server);
  await addSecurityHeaders(server, { overTls: publicUrl.startsWith("https:") });
  guardOrigin(server, { publicUrl, allowedHosts });
  refuseSecrets(server);
  letExecutorsPass(server, lane);
  mountEnrolRoute(server, services);
  mountRenewRoute(server, services);
  await mountAuthRoutes(server, { services, accounts });
  mountOperationsRoutes(server, { databaseWatch, metrics, version: services.version, basePath });
  await mountInstallRoutes(server, options.install);
  const { calendarTokensByAddress } = accounts.limits;
  mountCalendarRoute(server, { services, url: options.url, guesses: calendarTokensByAddress });
  await mountUnsubscribeRoute(server, { services, links: options.unsubscribeLinks });
  const contextOf = createContextOf({ services, accounts });
  mountExports(server, contextOf);
  await mountRest(server, { contextOf, services, keptAnswers: new KeptAnswers(database, services.now) });
  await mountTrpc(server, { contextOf, services, maxBatchSize: MAX_BATCH_SIZE });
  await mountConsole(server, { basePath });
  return server;
}

/** Opens the lane once there is something to listen to, with the headers that the server itself sends, and closes it in time. */
function letExecutorsPass(server: FastifyInstance, lane: SyncLane): void {
  server.addHook("preParsing", (request, _reply, payload, done) => done(null, lane.bodyOf(request.raw) ?? payload));
  // What looks like a browser's request has passed the guards by now, or got its answer.
  server.post("/v1/sync", {
    onRequest: async (request, reply) => lane.answerPlain(request.raw, reply.hijack().raw),
    handler: () => undefined,
  });
  server.addHook("onListen", async () => {
    const { headers } = await server.inject("/v1/openapi.json");
    const own = new Set(["content-type", "content-length", "date", "connection"]);
    lane.open(Object.entries(headers).flatMap(([name, value]) => (own.has(name) ? [] : [name, String(value)])));
  });
  server.addHook("preClose", async () => {
    lane.close();
    await sleep(LINGER_MS);
  });
}

function noteRoutes(server: FastifyInstance, tracing: Tracing): void {
  server.addHook("onRequest", async ({ raw, routeOptions }) => tracing.noteRoute(raw, routeOptions.url ?? "none"));
}

/** Streams are not measured: they last as long as their clients listen. */
function timeAnswers(server: FastifyInstance, metrics: Metrics): void {
  server.addHook("onResponse", async ({ routeOptions }, reply) => {
    if (isStream(routeOptions.url, reply.getHeader("content-type"))) return;
    const { statusCode: status, elapsedTime: tookMs } = reply;
    metrics.httpAnswered({ route: routeOptions.url ?? "none", status, tookMs });
  });
}

const MESSAGES_BY_STATUS: Readonly<Record<number, string>> = {
  ...REQUEST_PROBLEMS,
  403: "There is nothing to be read at this address.",
  404: ADDRESS_PROBLEMS[404],
};
const OTHER_MESSAGE = "The request can't be answered in this form.";

function sendMistake(
  reply: FastifyReply,
  status: number,
  message = MESSAGES_BY_STATUS[status] ?? OTHER_MESSAGE,
): FastifyReply {
  return reply.status(status).send({ error: { reason: "invalid_input", message } });
}

function answerFaults(server: FastifyInstance, isUnavailable: Services["isUnavailable"]): void {
  server.setErrorHandler((error, request, reply) => {
    const refusal = isUnavailable(error) ? refuse("unavailable") : error;
    if (refusal instanceof Refusal) {
      return sendRefusal(reply, refusal.reason, refusal, refusal.details);
    }
    const claimed = error instanceof Object && "statusCode" in error ? Number(error.statusCode) : 500;
    // An error that any handler reports as the caller's stays one, and is not logged as a fault; the file server's too.
    if (claimed >= 400 && claimed < 500) {
      return sendMistake(reply, claimed);
    }
    request.log.error({ err: error, requestId: request.id }, "request failed");
    return reply.status(500).send(faultBody(request.id));
  });
}
