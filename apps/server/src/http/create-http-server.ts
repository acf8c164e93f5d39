import { randomUUID } from "node:crypto";
import type { Database } from "@excalibur/db";
import type { Services } from "@excalibur/api/server";
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from "fastify";
import type { FailureLimit } from "../failure-limit.ts";
import type { Metrics } from "../metrics.ts";
import type { LoadAuth } from "../sessions/load-auth.ts";
import { mountAuthRoutes } from "./auth-routes.ts";
import { mountConsole } from "./console-files.ts";
import { mountOperationsRoutes } from "./operations-routes.ts";
import { guardOrigin } from "./origin-guard.ts";
import { addSecurityHeaders } from "./security-headers.ts";
import { mountSyncRoute } from "./sync-route.ts";
import { mountTrpc } from "./trpc-mount.ts";
import type { TrustsProxy } from "./trusted-proxies.ts";

/** Bytes. The largest honest request is a batch of syncs with full capabilities. */
const MAX_BODY_BYTES = 256 * 1024;
const MAX_BATCH_SIZE = 20;
const REQUEST_TIMEOUT_MS = 15_000;

interface Options {
  readonly services: Services;
  readonly loadAuth: LoadAuth;
  readonly database: Database;
  readonly metrics: Metrics;
  readonly failedSignIns: FailureLimit;
  readonly logger: FastifyBaseLogger;
  readonly publicUrl: string;
  readonly trustsProxy: TrustsProxy;
}

/** Everything the server says over HTTP. */
export async function createHttpServer(options: Options): Promise<FastifyInstance> {
  const { services, loadAuth, database, metrics, failedSignIns, logger, publicUrl, trustsProxy } = options;
  const server = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: trustsProxy,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 2_000 },
    forceCloseConnections: "idle",
  });
  answerFaultsInWords(server);
  await addSecurityHeaders(server, { overTls: publicUrl.startsWith("https:") });
  guardOrigin(server, publicUrl);
  mountAuthRoutes(server, { loadAuth, failedSignIns, live: services.live, publicUrl });
  mountSyncRoute(server, services);
  mountOperationsRoutes(server, { database, metrics, version: services.version });
  await mountTrpc(server, { services, loadAuth, maxBatchSize: MAX_BATCH_SIZE });
  await mountConsole(server);
  return server;
}

const WORDS_BY_STATUS: Readonly<Record<number, string>> = {
  400: "The request could not be read. Send one JSON object.",
  413: `The request is too large: at most ${MAX_BODY_BYTES / 1024} KiB.`,
  415: "Send the body as application/json.",
};

function answerFaultsInWords(server: FastifyInstance): void {
  server.setErrorHandler((error, request, reply) => {
    const claimed = error instanceof Object && "statusCode" in error ? Number(error.statusCode) : 500;
    const words = WORDS_BY_STATUS[claimed];
    if (words !== undefined) {
      return reply.status(claimed).send({ error: { reason: "invalid_input", message: words } });
    }
    request.log.error({ err: error, requestId: request.id }, "request failed");
    return reply
      .status(500)
      .send({ error: { reason: "fault", message: "Something went wrong on the server.", requestId: request.id } });
  });
}
