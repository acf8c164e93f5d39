import type { FastifyInstance } from "fastify";
import type { DatabaseWatch } from "../database-watch.ts";
import type { Metrics } from "../metrics.ts";
import { openApiDocument } from "../rest/openapi.ts";

interface Options {
  readonly databaseWatch: Pick<DatabaseWatch, "whyUnready">;
  readonly metrics: Metrics;
  readonly version: string;
  /** The path that the server is reached below; empty when it has the whole host. */
  readonly basePath: string;
}

/** What machines ask a server: is it alive, is it ready, how is it doing, how is it spoken to. */
export function mountOperationsRoutes(
  server: FastifyInstance,
  { databaseWatch, metrics, version, basePath }: Options,
): void {
  server.get("/healthz", async () => ({ status: "alive" }));

  let isStopping = false;
  server.addHook("preClose", async () => {
    isStopping = true;
  });
  server.get("/readyz", async (_request, reply) => {
    if (isStopping) return reply.status(503).send({ status: "unready", message: "The server is stopping." });
    const message = await databaseWatch.whyUnready();
    if (message === null) return { status: "ready" };
    return reply.status(503).send({ status: "unready", message });
  });

  server.get("/metrics", async (_request, reply) => {
    return reply.type(metrics.contentType).send(await metrics.text());
  });

  // Written when it is first asked for: that takes a tenth of a second.
  let document: object | null = null;
  server.get("/v1/openapi.json", async () => (document ??= openApiDocument({ version, basePath })));
}
