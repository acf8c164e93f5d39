import { STATUS_CODES, type IncomingMessage } from "node:http";
import type { SendResult } from "./sender.ts";

/** Refusals that pass by themselves: time-out, too early, too many requests. Any other 4xx stays until a person changes something. */
const PASSING = [408, 425, 429];
const LONGEST_WAIT_MS = 3_600_000;

/** Decides by the status of an answer. Redirects are not followed; one may stand for maintenance, so the message stays. */
export function readAnswer({
  statusCode: status = 0,
  headers,
}: Pick<IncomingMessage, "statusCode" | "headers">): SendResult {
  const answer = `${status} ${STATUS_CODES[status] ?? ""}`.trim();
  if (status >= 200 && status < 300) return { outcome: "delivered", answer };
  if (status >= 300 && status < 400) return { outcome: "try_again", answer: `${answer}: redirects are not followed` };
  if (status >= 400 && status < 500 && !PASSING.includes(status)) return { outcome: "refused", answer };
  const afterMs = waitOf(headers["retry-after"]);
  return afterMs === null ? { outcome: "try_again", answer } : { outcome: "try_again", answer, afterMs };
}

/** `Retry-After` in seconds, an hour at most. As a date it is left out: clocks differ. */
function waitOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Math.min(Number(text) * 1_000, LONGEST_WAIT_MS) : null;
}

const UNTRUSTED =
  "The server does not trust the receiver's certificate. Have the operator of the server name its authority in NODE_EXTRA_CA_CERTS.";

const FAILURES: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "The receiver's certificate has expired.",
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  ERR_TLS_CERT_ALTNAME_INVALID: "The receiver's certificate is for another name.",
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  ECONNREFUSED: "The receiver refused the connection.",
  ECONNRESET: "The receiver closed the connection.",
  EHOSTUNREACH: "The receiver can't be reached.",
  ENETUNREACH: "The receiver can't be reached.",
  ENOTFOUND: "The name of the receiver was not found.",
  EAI_AGAIN: "The name of the receiver could not be looked up.",
  ETIMEDOUT: "The receiver did not answer in time.",
};

/** What kept an attempt from an answer, in words. The error's own words stay out: they may name addresses inside. */
export function readFailure(error: unknown, timeLimitMs: number): SendResult {
  const { name, code } = error as { name?: string; code?: unknown };
  if (name === "AbortError" || name === "TimeoutError") {
    return { outcome: "try_again", answer: `The receiver did not answer in ${timeLimitMs / 1_000} s.` };
  }
  const words =
    FAILURES[String(code)] ?? `The connection failed (${typeof code === "string" ? code : "unknown cause"}).`;
  return { outcome: "try_again", answer: words };
}
