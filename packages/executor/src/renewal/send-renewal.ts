import { plainText } from "../sync/plain-text.ts";
import { postJson, type JsonPost } from "../sync/post-json.ts";
import { retryAfterMs } from "../sync/retry-after.ts";
import { field } from "../sync/sync-answer.ts";

export type RenewalOutcome =
  | { readonly kind: "renewed" }
  | { readonly kind: "refused"; readonly reason: string }
  /** The server has not said yes or no: the same may be asked again. */
  | { readonly kind: "unjudged"; readonly retryAfterMs: number | null };

const JUDGED = new Set([400, 401, 403, 409]);

/** Asks once for a successor of the key that it presents. Never throws. */
export async function sendRenewal(attempt: Omit<JsonPost, "path">): Promise<RenewalOutcome> {
  const outcome = await postJson({ ...attempt, path: "/v1/renew" });
  if (outcome.kind === "unanswered") return { kind: "unjudged", retryAfterMs: null };
  const { status, header, body } = outcome.answer;
  const json = parseJson(body);
  if (status === 200 && typeof field(field(json, "key"), "id") === "string") return { kind: "renewed" };
  const error = field(json, "error");
  const reason = field(error, "reason");
  if (JUDGED.has(status) && typeof reason === "string" && plainText(field(error, "message")) !== null) {
    return { kind: "refused", reason };
  }
  const waitMs = retryAfterMs(header("retry-after"), header("date"), attempt.clock.now());
  return { kind: "unjudged", retryAfterMs: waitMs };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
