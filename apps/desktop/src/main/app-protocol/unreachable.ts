import { UNREACHABLE_HEADER, type UnreachableCause } from "../../shared/host-bridge.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

/** Codes of Node's fetch and of Chromium's network stack; either of them may send the request. */
const CAUSES: readonly [pattern: RegExp, cause: UnreachableCause][] = [
  [/ECONNREFUSED|ERR_CONNECTION_REFUSED/, "refused"],
  [/ENOTFOUND|EAI_AGAIN|ERR_NAME_NOT_RESOLVED/, "unknownHost"],
  [/CERT|SELF_SIGNED|ERR_SSL|ERR_TLS|UNABLE_TO_VERIFY/, "certificate"],
  [/TimeoutError|ETIMEDOUT|TIMED_OUT|UND_ERR_CONNECT_TIMEOUT/, "timeout"],
  [/redirect/i, "redirect"],
];

/** Reads from a failed fetch why the server could not be reached. */
export function unreachableCause(error: unknown): UnreachableCause {
  const words = errorChain(error).flatMap(({ name, message, code }) => [name, message, code ?? ""]);
  const text = words.join(" ");
  return CAUSES.find(([pattern]) => pattern.test(text))?.[1] ?? "network";
}

/** What the page gets in place of an answer that never came. */
export function unreachableResponse(cause: UnreachableCause): Response {
  return Response.json(
    { error: { reason: "unreachable", cause } },
    { status: cause === "timeout" ? 504 : 502, headers: { ...SECURITY_HEADERS, [UNREACHABLE_HEADER]: cause } },
  );
}

function errorChain(error: unknown): (Error & { code?: string })[] {
  if (!(error instanceof Error)) return [];
  const rest = error instanceof AggregateError ? error.errors.flatMap(errorChain) : errorChain(error.cause);
  return [error, ...rest];
}
