import { plainText } from "../sync/plain-text.ts";
import { postJson, type JsonPost } from "../sync/post-json.ts";
import { retryAfterMs } from "../sync/retry-after.ts";
import { field } from "../sync/sync-answer.ts";

/** What came of one attempt to redeem a code. */
export type EnrolmentOutcome =
  | { readonly kind: "enrolled"; readonly keyId: string; readonly name: string }
  /** The server has judged and refused the code. */
  | { readonly kind: "refused"; readonly reason: string; readonly message: string }
  /** No server has judged the code: the same request may be sent again. */
  | { readonly kind: "unjudged"; readonly message: string; readonly retryAfterMs: number | null };

const JUDGED: ReadonlySet<number> = new Set([400, 401, 403, 409]);

/** Redeems a code once. Never throws. */
export async function sendEnrolment(attempt: Omit<JsonPost, "path">): Promise<EnrolmentOutcome> {
  const outcome = await postJson({ ...attempt, path: "/v1/enroll" });
  if (outcome.kind === "unanswered") return { kind: "unjudged", message: outcome.message, retryAfterMs: null };
  const { status, header, body } = outcome.answer;
  const json = parseJson(body);
  const [keyId, name] = [field(field(json, "key"), "id"), field(field(json, "executor"), "name")];
  if (status === 200 && typeof keyId === "string" && typeof name === "string") return { kind: "enrolled", keyId, name };
  const error = field(json, "error");
  const [reason, message] = [field(error, "reason"), plainText(field(error, "message"))];
  if (JUDGED.has(status) && typeof reason === "string" && message !== null) return { kind: "refused", reason, message };
  return {
    kind: "unjudged",
    message: message ?? `The answer ${status} is not one of an Excalibur server: check the URL.`,
    retryAfterMs: retryAfterMs(header("retry-after"), header("date"), attempt.clock.now()),
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
