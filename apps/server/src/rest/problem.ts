import type { ErrorData } from "@excalibur/api";
import { errorsByField, Refusal } from "@excalibur/api/server";
import { TRPCError } from "@trpc/server";
import type { FastifyReply } from "fastify";
import { STATUS_CODES } from "node:http";
import { z } from "zod";
import { LARGE_BODY } from "../http/read-body.ts";
import { ADDRESS_PROBLEMS, REQUEST_PROBLEMS } from "../http/request-problem.ts";
import { refusalHeaders, statusOfCode } from "../http/send-refusal.ts";

/** Problem details (RFC 9457), with the product's own reason beside them. */
interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly reason: ErrorData["reason"];
  readonly requestId: string;
  /** What is wrong, by field of the input. */
  readonly fields?: Record<string, string[]>;
  /** The row of the audit log that it is about. */
  readonly sequence?: number;
}

const WORDS: Readonly<Record<number, string>> = {
  ...REQUEST_PROBLEMS,
  413: `The request is too large. Send at most ${LARGE_BODY.bytes / 1024} KiB of JSON with at most ${LARGE_BODY.values.toLocaleString("en")} values.`,
};
const FAULT = "Something went wrong on the server.";

/** What executors and their hosts call, which is answered in another form. */
const OF_EXECUTORS = /^\/v1\/(?:sync|renew|enroll)(?![\w-])/;

/** Whether an address is below that of the management API, where what went wrong is said as a problem. */
export function isOfRest(url: string): boolean {
  return url.startsWith("/v1/") && !OF_EXECUTORS.test(url);
}

/** Answers a request that no operation is for. */
export function sendNoOperation(reply: FastifyReply, status: 400 | 404 | 405 | 414, requestId: string): void {
  const reason = status === 404 || status === 405 ? null : "invalid_input";
  send(reply, { status, reason, detail: ADDRESS_PROBLEMS[status], headers: {} }, requestId);
}

/** Answers with what went wrong. @returns whether it is a fault of the server, which belongs into its log. */
export function sendProblem(reply: FastifyReply, error: unknown, requestId: string): boolean {
  const explanation = explain(error);
  send(reply, explanation, requestId);
  return explanation.status === 500;
}

function send(reply: FastifyReply, explanation: Explanation, requestId: string): void {
  const { status, reason, detail, fields, sequence, headers } = explanation;
  const problem: Problem = {
    type: reason === null ? "about:blank" : `urn:excalibur:problem:${reason}`,
    title: STATUS_CODES[status] ?? "Error",
    status,
    detail,
    reason,
    requestId,
    ...(fields === undefined ? {} : { fields }),
    ...(sequence === undefined ? {} : { sequence }),
  };
  void reply.status(status).headers(headers).type("application/problem+json").send(JSON.stringify(problem));
}

interface Explanation extends Pick<Problem, "status" | "reason" | "detail" | "fields" | "sequence"> {
  readonly headers: Record<string, string>;
}

function explain(error: unknown): Explanation {
  const cause = error instanceof TRPCError && error.cause !== undefined ? error.cause : error;
  if (cause instanceof Refusal) {
    const { code, reason, message, details } = cause;
    const headers = refusalHeaders(code, details.retryAfterMs);
    const fields = details.fieldErrors === undefined ? {} : { fields: details.fieldErrors };
    const about = details.sequence === undefined ? {} : { sequence: details.sequence };
    return { status: statusOfCode(code), reason, detail: message, headers, ...fields, ...about };
  }
  if (error instanceof TRPCError && error.code === "BAD_REQUEST" && cause instanceof z.core.$ZodError) {
    return invalidInput(cause);
  }
  const claimed = cause instanceof Object && "statusCode" in cause ? Number(cause.statusCode) : 500;
  if (claimed < 400 || claimed >= 500) return { status: 500, reason: null, detail: FAULT, headers: {} };
  const status = WORDS[claimed] === undefined ? 400 : claimed;
  return { status, reason: "invalid_input", detail: WORDS[status] ?? "", headers: {} };
}

function invalidInput(error: z.core.$ZodError): Explanation {
  const detail = "Some of the values can't be used.";
  return { status: 400, reason: "invalid_input", detail, fields: errorsByField(error), headers: {} };
}
