import { SYNC_REFUSALS, type SyncRefusalReason } from "@excalibur/api/contract";
import { plainText } from "./plain-text.ts";
import type { RefusedReason, SyncOutcome, UnreachableCause } from "./outcome.ts";
import { retryAfterMs } from "./retry-after.ts";
import { field, readSyncAnswer } from "./sync-answer.ts";

/** What the far end of the connection answered. */
export interface HttpAnswer {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly body: string;
}

/** The HTTP status each refusal comes with. A reason under another status was not written by an Excalibur server. */
const STATUS_OF_REFUSAL = {
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  CONFLICT: 409,
  TOO_MANY_REQUESTS: 429,
  SERVICE_UNAVAILABLE: 503,
} as const satisfies Record<(typeof SYNC_REFUSALS)[SyncRefusalReason]["code"], number>;

/**
 * Interprets an answer. Only a well-formed refusal of the closed list counts against the key; a proxy's page, a 5xx or an
 * unknown reason does not.
 */
export function readAnswer(answer: HttpAnswer, now: Date): SyncOutcome {
  const json = parseJson(answer.body);
  const waitMs = retryAfterMs(answer.header("retry-after"), answer.header("date"), now);
  const unreachable = (cause: UnreachableCause, message: string): SyncOutcome => {
    return { kind: "unreachable", cause, message, retryAfterMs: waitMs };
  };
  if (answer.status === 200) {
    const read = readSyncAnswer(json);
    return read === null ? unreachable("foreign_answer", foreignAnswer(answer)) : { kind: "synced", answer: read };
  }
  const reason = field(field(json, "error"), "reason");
  const words = plainText(field(field(json, "error"), "message"));
  if (answer.status === 400 && reason === "invalid_input" && words !== null) {
    return { kind: "invalidInput", message: [words, ...fieldProblems(json)].join(" ") };
  }
  if (isRefusal(reason) && words !== null && statusOf(reason) === answer.status) {
    return reason === "rate_limited" || reason === "unavailable"
      ? unreachable(reason, words)
      : { kind: "refused", reason: reason satisfies RefusedReason, message: words, retryAfterMs: waitMs };
  }
  if (answer.status === 429)
    return unreachable("rate_limited", "The server, or a proxy before it, asks for fewer calls.");
  if (answer.status >= 500)
    return unreachable("server_fault", `The server, or a proxy before it, answered ${answer.status}.`);
  return unreachable("foreign_answer", foreignAnswer(answer));
}

/** The server's messages about single fields. */
function fieldProblems(json: unknown): string[] {
  const fields = field(field(json, "error"), "fields");
  if (typeof fields !== "object" || fields === null) return [];
  return Object.entries(fields).flatMap(([name, problems]) => {
    const words = plainText(Array.isArray(problems) ? problems.join(" ") : null);
    return words === null ? [] : [plainText(`${name}: ${words}`) ?? ""];
  });
}

function isRefusal(reason: unknown): reason is SyncRefusalReason {
  return typeof reason === "string" && Object.hasOwn(SYNC_REFUSALS, reason);
}

function statusOf(reason: SyncRefusalReason): number {
  return STATUS_OF_REFUSAL[SYNC_REFUSALS[reason].code];
}

function foreignAnswer({ status, header }: HttpAnswer): string {
  const location = redirectTarget(header("location"));
  if (status >= 300 && status < 400) {
    return `The answer was a redirect${location}. The key is not sent on to another address: set the URL to the final one.`;
  }
  if (status === 404) return "There is no Excalibur server at this URL: it answered 404. Check the URL.";
  const type = plainText(header("content-type")?.split(";")[0]) ?? "no content type";
  return `The answer ${status} (${type}) is not one of an Excalibur server: check the URL, and any proxy in between.`;
}

function redirectTarget(location: string | null): string {
  if (location === null || !URL.canParse(location)) return "";
  return ` to ${plainText(new URL(location).origin) ?? ""}`;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
