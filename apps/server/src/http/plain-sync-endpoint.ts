import { syncInput, type SyncInput } from "@excalibur/api/contract";
import { errorsByField, isPlainSyncInput, refuse, Refusal } from "@excalibur/api/server";
import { parse as parseJson } from "secure-json-parse";
import { faultBody } from "./fault-body.ts";
import { isJsonWithin } from "./json-shape.ts";
import { declaredBytes, SMALL_BODY } from "./read-body.ts";
import { RequestProblem } from "./request-problem.ts";
import { refusalHeaders, statusOfCode } from "./send-refusal.ts";
import { NO_STORE, writeOutput, type FailedSync, type SyncEndpoint } from "./sync-endpoint.ts";

const JSON_TYPE = /^application\/json *(?:;|$)/i;

/** `POST /v1/sync`: the executor's sync as plain JSON. Here is all of it; no other path answers it. */
export const plainSyncEndpoint: SyncEndpoint = {
  headers: [...NO_STORE, "content-type", "application/json; charset=utf-8"],
  takes: ({ method }) => method === "POST",
  checkHead: (request) => {
    const contentType = request.headers["content-type"];
    if (contentType === undefined || !JSON_TYPE.test(contentType)) throw new RequestProblem(415);
    if (declaredBytes(request) > SMALL_BODY.bytes) throw new RequestProblem(413);
  },
  readInput,
  accepted: writeOutput,
  failed,
};

function readInput(text: string): SyncInput {
  if (!isJsonWithin(text, SMALL_BODY.values)) throw new RequestProblem(413);
  const body = parsed(text, JSON.parse);
  if (isPlainSyncInput(body)) return body;
  // Once more, by a parser that refuses names that JavaScript gives a meaning of their own.
  const input = syncInput.safeParse(parsed(text, parseJson));
  if (input.success) return input.data;
  throw refuse("invalid_input", { fieldErrors: errorsByField(input.error) });
}

function parsed(text: string, parse: (text: string) => unknown): unknown {
  try {
    return parse(text);
  } catch {
    throw new RequestProblem(400);
  }
}

function failed(error: unknown, requestId: string): FailedSync {
  if (error instanceof RequestProblem) {
    const { statusCode, message } = error;
    return { status: statusCode, headers: [], body: errorBody("invalid_input", message) };
  }
  if (!(error instanceof Refusal)) return { status: 500, headers: [], body: JSON.stringify(faultBody(requestId)) };
  const { code, reason, message, details } = error;
  return {
    status: statusOfCode(code),
    headers: Object.entries(refusalHeaders(code, details.retryAfterMs)).flat(),
    body: errorBody(reason, message, details.fieldErrors),
  };
}

function errorBody(reason: string, message: string, fields?: Record<string, string[]>): string {
  return JSON.stringify({ error: { reason, message, fields } });
}
