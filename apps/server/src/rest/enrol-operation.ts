import { enrolInput, enrolOutput, type REQUEST_REFUSALS } from "@excalibur/api/contract";
import type { Components } from "./components.ts";

const REFUSALS = {
  400: ["invalid_input"],
  401: ["code_missing", "code_invalid"],
  409: ["code_used", "executor_exists"],
  413: ["invalid_input"],
  415: ["invalid_input"],
  429: ["rate_limited"],
  503: ["busy", "unavailable"],
} as const satisfies Record<number, readonly (keyof typeof REQUEST_REFUSALS)[]>;

/** `POST /v1/enroll`, as hosts in any language call it. `SyncRefusal` is what it is refused with. */
export function enrolOperation(components: Components): object {
  const refused = (description: string, more: object = {}) => ({
    description,
    ...more,
    content: { "application/json": { schema: { $ref: "#/components/schemas/SyncRefusal" } } },
  });
  const retry = { headers: { "Retry-After": { $ref: "#/components/headers/RetryAfter" } } };
  const example = {
    name: "prod-1",
    kind: "agent",
    version: "1.4.2",
    secretHash: "0".repeat(64),
    hint: "exc_a1B2",
  };
  return {
    operationId: "enroll",
    tags: ["Sync"],
    summary: "Redeem an enrolment code for a key whose secret the host has made.",
    security: [{ enrolmentCode: [] }],
    requestBody: {
      required: true,
      content: { "application/json": { schema: components.input("EnrolInput", enrolInput), example } },
    },
    responses: {
      200: {
        description: "The key exists. The same code with the same hash is answered the same again.",
        content: { "application/json": { schema: components.answer("EnrolOutput", enrolOutput) } },
      },
      ...Object.fromEntries(
        Object.entries(REFUSALS).map(([status, reasons]) => [
          status,
          refused(`Refused: ${reasons.join(", ")}.`, status === "429" || status === "503" ? retry : {}),
        ]),
      ),
      500: refused("A fault of the server. Try again with the same hash."),
    },
  };
}
