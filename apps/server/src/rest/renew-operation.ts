import { renewInput, renewOutput, type REQUEST_REFUSALS, type SYNC_REFUSALS } from "@excalibur/api/contract";
import type { Components } from "./components.ts";

const REFUSALS = {
  400: ["invalid_input"],
  401: ["key_missing", "key_malformed", "key_unknown", "key_revoked", "key_expired"],
  403: ["key_paused", "key_bound_to_other_executor", "organization_mismatch", "organization_inactive"],
  409: ["kind_mismatch", "renewal_pending", "renewal_not_bound", "key_retiring", "key_exists"],
  413: ["invalid_input"],
  415: ["invalid_input"],
  429: ["rate_limited", "too_many_renewals"],
  503: ["unavailable"],
} as const satisfies Record<number, readonly (keyof typeof REQUEST_REFUSALS | keyof typeof SYNC_REFUSALS)[]>;

/** `POST /v1/renew`, as executors in any language call it. `SyncRefusal` is what it is refused with. */
export function renewOperation(components: Components): object {
  const refused = (description: string, more: object = {}) => ({
    description,
    ...more,
    content: { "application/json": { schema: { $ref: "#/components/schemas/SyncRefusal" } } },
  });
  const retry = { headers: { "Retry-After": { $ref: "#/components/headers/RetryAfter" } } };
  const example = { name: "prod-1", kind: "agent", version: "1.4.2", secretHash: "0".repeat(64), hint: "exc_a1B2" };
  return {
    operationId: "renew",
    tags: ["Sync"],
    summary: "Get a successor of the presented key, for a secret that the executor has made.",
    description: "Both keys are good until the first sync with the successor, which ends the old one.",
    security: [{ apiKey: [] }],
    requestBody: {
      required: true,
      content: { "application/json": { schema: components.input("RenewInput", renewInput), example } },
    },
    responses: {
      200: {
        description: "The successor exists. The same hash is answered the same again.",
        content: { "application/json": { schema: components.answer("RenewOutput", renewOutput) } },
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
