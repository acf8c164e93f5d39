import { TRPC_ERROR_CODES_BY_KEY, type TRPC_ERROR_CODE_KEY } from "@trpc/server/rpc";
import superjson from "superjson";
import type { ErrorData } from "@excalibur/api";
import { Refusal } from "@excalibur/api/server";
import { statusOfCode } from "./send-refusal.ts";

interface Entry {
  readonly code: TRPC_ERROR_CODE_KEY;
  readonly message: string;
}

const BY_STATUS: Readonly<Record<number, Entry>> = {
  400: { code: "BAD_REQUEST", message: "The request could not be read." },
  413: { code: "PAYLOAD_TOO_LARGE", message: "The request is too large." },
  415: { code: "UNSUPPORTED_MEDIA_TYPE", message: "Send the body as application/json." },
};

const OTHER_REFUSAL: Entry = { code: "BAD_REQUEST", message: "The request can't be answered in this form." };
const FAULT: Entry = { code: "INTERNAL_SERVER_ERROR", message: "Something went wrong on the server." };

interface Explanation extends Entry {
  readonly reason: ErrorData["reason"];
  readonly httpStatus: number;
}

/** What the web server itself refuses before tRPC sees it, in the form that tRPC clients understand. */
export function trpcErrorBody(error: unknown, requestId: string): { status: number; body: unknown } {
  const { code, message, reason, httpStatus } = explain(error);
  const data: ErrorData = { code, httpStatus, reason, fieldErrors: null, requestId };
  return {
    status: httpStatus,
    body: { error: superjson.serialize({ message, code: TRPC_ERROR_CODES_BY_KEY[code], data }) },
  };
}

function explain(error: unknown): Explanation {
  if (error instanceof Refusal) {
    const { code, message, reason } = error;
    return { code, message, reason, httpStatus: statusOfCode(code) };
  }
  const claimed = error instanceof Object && "statusCode" in error ? Number(error.statusCode) : 500;
  const isMistake = claimed >= 400 && claimed < 500;
  if (!isMistake) return { ...FAULT, reason: null, httpStatus: 500 };
  return { ...(BY_STATUS[claimed] ?? OTHER_REFUSAL), reason: "invalid_input", httpStatus: claimed };
}
