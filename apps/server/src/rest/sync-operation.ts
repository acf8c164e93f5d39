import { LAST_ACCEPTED_HEADER, SYNC_REFUSALS } from "@excalibur/api/contract";
import { z } from "zod";
import type { Components } from "./components.ts";

const refusal = z.object({
  error: z.object({
    reason: z.string().meta({ description: "What happened, for programs. It is never renamed." }),
    message: z.string().meta({ description: "What happened and what to do, for people." }),
    fields: z
      .record(z.string(), z.array(z.string()))
      .optional()
      .meta({ description: "What is wrong, by field of the input." }),
    requestId: z.string().optional(),
  }),
});

type Code = (typeof SYNC_REFUSALS)[keyof typeof SYNC_REFUSALS]["code"];

/** `POST /v1/sync`, as executors in any language call it. */
export function syncOperation(components: Components, input: z.ZodObject, output: z.ZodObject): object {
  const error = components.answer("SyncRefusal", refusal);
  const refused = (description: string, more: object = {}) => ({
    description,
    ...more,
    content: { "application/json": { schema: error } },
  });
  const reasons = (code: Code) =>
    Object.entries(SYNC_REFUSALS)
      .filter(([, entry]) => entry.code === code)
      .map(([reason]) => reason)
      .join(", ");
  const retry = { headers: { "Retry-After": { $ref: "#/components/headers/RetryAfter" } } };
  // An instruction's fields depend on its kind; clients ignore kinds that they don't know.
  const answer = output.extend({
    nextSyncInMs: z.int().min(0).meta({ description: "Milliseconds to wait before the next sync." }),
    instructions: z.array(z.record(z.string(), z.unknown())),
  });
  const example = { name: "prod-1", kind: "agent", version: "1.4.2" };
  return {
    operationId: "sync",
    tags: ["Sync"],
    summary: "Authenticate, report, and learn when to come back.",
    security: [{ apiKey: [] }],
    parameters: [
      {
        name: LAST_ACCEPTED_HEADER,
        in: "header",
        required: false,
        description:
          "After key_unknown, with each further try: the organization and the key of the last accepted sync. It changes no answer. The executor is named to that organization's managers, who can give it a code.",
        schema: { type: "string", example: "org_01jx5v7m2q8r9s0t1v2w3x4y5z/key_01jx5v7m2q8r9s0t1v2w3x4y5z" },
      },
    ],
    requestBody: {
      required: true,
      content: { "application/json": { schema: components.input("SyncInput", input), example } },
    },
    responses: {
      200: {
        description: "The key is good. Sync again after nextSyncInMs milliseconds.",
        content: { "application/json": { schema: components.answer("SyncOutput", answer) } },
      },
      400: refused("invalid_input: a field can't be used."),
      401: refused(`The key is not good, so do not try it again quickly: ${reasons("UNAUTHORIZED")}.`),
      403: refused(`The key is good, but not for this: ${reasons("FORBIDDEN")}.`),
      409: refused(`Something else is in the way: ${reasons("CONFLICT")}.`),
      413: refused("invalid_input: the body is too large."),
      415: refused("invalid_input: the body is not application/json."),
      429: refused(`Wait as long as Retry-After says: ${reasons("TOO_MANY_REQUESTS")}.`, retry),
      500: refused("A fault of the server. Keep the key and try again."),
      503: refused(`The server can't know. Keep the key and try again: ${reasons("SERVICE_UNAVAILABLE")}.`, retry),
    },
  };
}
