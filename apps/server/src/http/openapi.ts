import { SYNC_REFUSALS, syncInput, syncOutput } from "@excalibur/api/contract";
import { z } from "zod";

/** OpenAPI 3.1 of the paths that executors in any language call, made from the schemas the server itself checks with. */
export function openApiDocument({ version, basePath }: { version: string; basePath: string }): object {
  return {
    openapi: "3.1.0",
    info: {
      title: "Excalibur executor API",
      version,
      description: "How an executor says that it is alive and learns whether its API key is still good.",
    },
    servers: [{ url: basePath || "/" }],
    paths: {
      "/v1/sync": {
        post: {
          operationId: "sync",
          summary: "Authenticate, report, and learn when to come back.",
          security: [{ apiKey: [] }],
          requestBody: { required: true, content: json(z.toJSONSchema(syncInput, { io: "input" })) },
          responses: {
            200: {
              description: "The key is good. Sync again after nextSyncInMs milliseconds.",
              content: json(outputSchema()),
            },
            400: {
              description: "invalid_input: a field can't be used.",
              content: json(errorSchema(["invalid_input"])),
            },
            401: refusals("UNAUTHORIZED", "The key is not good. Do not retry with it quickly."),
            403: refusals("FORBIDDEN", "The key is good, but not for this."),
            409: refusals("CONFLICT", "The executor's name is taken by another kind."),
            429: refusals("TOO_MANY_REQUESTS", "Wait as long as Retry-After says."),
            503: refusals("SERVICE_UNAVAILABLE", "The server can't know. Keep the key and try again."),
          },
        },
      },
    },
    components: { securitySchemes: { apiKey: { type: "http", scheme: "bearer", bearerFormat: "exc_…" } } },
  };
}

function refusals(code: (typeof SYNC_REFUSALS)[keyof typeof SYNC_REFUSALS]["code"], description: string) {
  const entries = Object.entries(SYNC_REFUSALS).filter(([, entry]) => entry.code === code);
  return { description, content: json(errorSchema(entries.map(([reason]) => reason))) };
}

function errorSchema(reasons: readonly string[]) {
  return z.toJSONSchema(z.object({ error: z.object({ reason: z.enum(reasons), message: z.string() }) }));
}

/** Instants are `Date` inside and RFC 3339 text on the wire. */
function outputSchema() {
  return z.toJSONSchema(syncOutput, {
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "date") Object.assign(jsonSchema, { type: "string", format: "date-time" });
    },
  });
}

function json(schema: object) {
  return { "application/json": { schema } };
}
