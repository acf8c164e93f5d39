import {
  enrolInput,
  enrolOutput,
  REQUEST_REFUSALS,
  SYNC_REFUSALS,
  syncInput,
  syncOutput,
} from "@excalibur/api/contract";
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
              content: json(outputSchema(syncOutput)),
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
      "/v1/enroll": {
        post: {
          operationId: "enroll",
          summary: "Redeem an enrolment code for a key whose secret the host has made.",
          security: [{ enrolmentCode: [] }],
          requestBody: { required: true, content: json(z.toJSONSchema(enrolInput, { io: "input" })) },
          responses: {
            200: {
              description: "The key exists. The same code with the same hash is answered the same again.",
              content: json(outputSchema(enrolOutput)),
            },
            ...enrolmentRefusals(),
          },
        },
      },
    },
    components: {
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", bearerFormat: "exc_…" },
        enrolmentCode: { type: "http", scheme: "bearer" },
      },
    },
  };
}

function refusals(code: (typeof SYNC_REFUSALS)[keyof typeof SYNC_REFUSALS]["code"], description: string) {
  const entries = Object.entries(SYNC_REFUSALS).filter(([, entry]) => entry.code === code);
  return { description, content: json(errorSchema(entries.map(([reason]) => reason))) };
}

const ENROLMENT_REFUSALS = {
  400: ["invalid_input"],
  401: ["code_missing", "code_invalid"],
  409: ["code_used", "executor_exists"],
  429: ["rate_limited"],
  503: ["busy", "unavailable"],
} as const satisfies Record<number, readonly (keyof typeof REQUEST_REFUSALS)[]>;

function enrolmentRefusals() {
  return Object.fromEntries(
    Object.entries(ENROLMENT_REFUSALS).map(([status, reasons]) => {
      const description = reasons.map((reason) => `${reason}: ${REQUEST_REFUSALS[reason].message}`).join(" ");
      return [status, { description, content: json(errorSchema(reasons)) }];
    }),
  );
}

function errorSchema(reasons: readonly string[]) {
  return z.toJSONSchema(z.object({ error: z.object({ reason: z.enum(reasons), message: z.string() }) }));
}

/** Instants are `Date` inside and RFC 3339 text on the wire. */
function outputSchema(schema: z.ZodType) {
  return z.toJSONSchema(schema, {
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "date") Object.assign(jsonSchema, { type: "string", format: "date-time" });
    },
  });
}

function json(schema: object) {
  return { "application/json": { schema } };
}
