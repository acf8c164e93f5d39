import { REQUEST_REFUSALS, syncInput, syncOutput } from "@excalibur/api/contract";
import { z } from "zod";
import { AUDIT_STREAM_PATH } from "../audit-stream/send-audit-stream.ts";
import { statusOfCode } from "../http/send-refusal.ts";
import { Components } from "./components.ts";
import { enrolOperation } from "./enrol-operation.ts";
import { exportOperations } from "./export-operations.ts";
import { renewOperation } from "./renew-operation.ts";
import type { Operation } from "./operation.ts";
import { OPERATIONS } from "./operations.ts";
import { streamOperation } from "./stream-operation.ts";
import { syncOperation } from "./sync-operation.ts";

/** What every operation of the management API may be refused with. */
const ALWAYS = [
  "invalid_input",
  "management_key_missing",
  "management_key_malformed",
  "management_key_unknown",
  "management_key_revoked",
  "management_key_expired",
  "management_key_orphaned",
  "management_key_address",
  "scope_missing",
  "not_permitted",
  "organization_inactive",
  "organization_not_found",
  "rate_limited",
  "too_many_requests",
  "too_many_changes",
  "unavailable",
] as const satisfies readonly (keyof typeof REQUEST_REFUSALS)[];

/** What a request with an `Idempotency-Key` may be refused with besides. */
const REPEATED = [
  "idempotency_key_reused",
  "idempotency_key_in_use",
  "idempotency_answer_lost",
] as const satisfies readonly (keyof typeof REQUEST_REFUSALS)[];

const TAGS = {
  Sync: "What executors and their hosts call.",
  Keys: "The API keys of executors.",
  "Enrolment codes": "With a code a host makes its own key.",
  Executors: "The executors of the organization, and their access.",
  Events: "What happened to executors.",
  "Audit log": "Who changed what.",
  Policy: "What the organization asks of the lives of its keys.",
  "Notification channels": "Where the organization is told what happens.",
  Members: "The people of the organization.",
  "Management keys": "The keys of programs.",
} as const;

const problem = z.object({
  type: z.string().meta({ description: "urn:excalibur:problem: and the reason." }),
  title: z.string(),
  status: z.int(),
  detail: z.string().meta({ description: "What happened and what to do, for people." }),
  reason: z.string().nullable().meta({ description: "What happened, for programs. It is never renamed." }),
  requestId: z.string().meta({ description: "Quote it when you ask for help: the server's log has it too." }),
  fields: z
    .record(z.string(), z.array(z.string()))
    .optional()
    .meta({ description: "What is wrong, by field of the input." }),
  sequence: z.int().optional().meta({ description: "The number of the audit log's row that it is about." }),
});

/** OpenAPI 3.1 of everything under `/v1`, made from the table of operations and the schemas that the server checks with. */
export function openApiDocument({ version, basePath }: { version: string; basePath: string }): object {
  const components = new Components();
  components.answer("Problem", problem);
  const paths: Record<string, Record<string, object>> = {
    "/v1/sync": { post: syncOperation(components, syncInput, syncOutput) },
  };
  paths["/v1/renew"] = { post: renewOperation(components) };
  paths["/v1/enroll"] = { post: enrolOperation(components) };
  for (const operation of OPERATIONS) {
    (paths[operation.path] ??= {})[operation.method.toLowerCase()] = describe(operation, components);
  }
  for (const { path, query, operation, ok } of exportOperations(OPERATIONS)) {
    const parameters = queryParameters({ query }, components);
    paths[path] = { get: { ...operation, parameters, responses: responses(ok, []) } };
  }
  const { query, operation, ok, refusals } = streamOperation;
  paths[AUDIT_STREAM_PATH] = {
    get: { ...operation, parameters: queryParameters({ query }, components), responses: responses(ok, refusals) },
  };
  return {
    openapi: "3.1.0",
    info: {
      title: "Excalibur API",
      version,
      summary: "Manage API keys and executors from programs, and sync as an executor.",
      description:
        "Ignore fields that you don't know: later versions add some. Instants are RFC 3339 text in UTC. Lists come in pages: send nextCursor as cursor until it is null.",
      license: { name: "Proprietary", url: "https://spdx.org/licenses/" },
    },
    servers: [{ url: basePath || "/" }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: components.schemas(),
      parameters: {
        IdempotencyKey: {
          name: "Idempotency-Key",
          in: "header",
          required: false,
          description:
            "Names the request. Sent again with the same name within 24 hours, it gets the same answer, and changes nothing.",
          schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[!-~]+$" },
          example: "deploy-2026-06-01-web-7",
        },
      },
      headers: {
        RetryAfter: {
          description: "Seconds to wait before the next attempt.",
          schema: { type: "integer", minimum: 1 },
        },
      },
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", bearerFormat: "exc_…", description: "An executor's API key." },
        enrolmentCode: { type: "http", scheme: "bearer", description: "An enrolment code." },
        managementKey: { type: "http", scheme: "bearer", bearerFormat: "exm_…", description: "A management key." },
      },
    },
  };
}

function describe(operation: Operation, components: Components): object {
  const { id, tag, summary, description, method, body, answer, refusals, procedure } = operation;
  const content = { "application/json": { schema: components.answer(answer.component, answer.schema) } };
  const isEnsuring = method === "PUT";
  const ok = isEnsuring
    ? { 200: { description: "It was there already.", content }, 201: { description: "It was created.", content } }
    : { [operation.status({})]: { description: "Done.", content } };
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    "x-procedure": procedure,
    security: [{ managementKey: [] }],
    parameters: [
      ...pathParameters(operation, components),
      ...queryParameters(operation, components),
      ...(method === "POST" ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
    ],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: !isAllOptional(body.schema),
            content: {
              "application/json": { schema: components.input(body.component, body.schema), example: body.example },
            },
          },
        }),
    responses: responses(ok, method === "POST" ? [...refusals, ...REPEATED] : refusals, {
      hasBody: body !== undefined,
    }),
  };
}

function responses(
  ok: object,
  refusals: readonly (keyof typeof REQUEST_REFUSALS)[],
  { hasBody = false }: { hasBody?: boolean } = {},
): object {
  const byStatus = new Map<number, string[]>();
  for (const reason of [...ALWAYS, ...refusals]) {
    const status = statusOfCode(REQUEST_REFUSALS[reason].code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), reason]);
  }
  byStatus.set(500, ["a fault of the server; reason is null"]);
  if (hasBody) for (const status of [413, 415]) byStatus.set(status, ["invalid_input"]);
  const problems = [...byStatus].map(([status, reasons]) => [status, problemResponse(status, reasons)]);
  return { ...ok, ...Object.fromEntries(problems) };
}

function problemResponse(status: number, reasons: readonly string[]): object {
  const retry = { "Retry-After": { $ref: "#/components/headers/RetryAfter" } };
  return {
    description: `Refused: ${reasons.join(", ")}.`,
    ...(status === 429 || status === 503 ? { headers: retry } : {}),
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
}

function pathParameters({ parameters = {} }: Operation, components: Components): object[] {
  return Object.entries(parameters).map(([name, { schema, description, example }]) => ({
    name,
    in: "path",
    required: true,
    description,
    schema: components.inline(schema),
    example,
  }));
}

function queryParameters({ query }: Pick<Operation, "query">, components: Components): object[] {
  return Object.entries(query?.shape ?? {}).map(([name, schema]) => {
    const { description, ...plain } = components.inline(schema as z.ZodType) as { description?: string };
    const required = !(schema as z.ZodType).safeParse(undefined).success;
    return { name, in: "query", required, description, schema: plain };
  });
}

function isAllOptional(schema: z.ZodType): boolean {
  return schema.safeParse({}).success;
}
