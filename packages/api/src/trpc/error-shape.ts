import type { TRPCDefaultErrorShape, TRPCError } from "@trpc/server";
import { z } from "zod";
import { Refusal } from "../domain/refusal.ts";
import type { RefusalReason } from "../domain/refusals.ts";
import { errorsByField, sentenceOf } from "./errors-by-field.ts";

/** What a client learns of an error, beside tRPC's own fields. */
export interface ErrorData {
  code: TRPCDefaultErrorShape["data"]["code"];
  httpStatus: number;
  path?: string;
  /** One of the closed list; null when the fault is not the caller's to mend. */
  reason: RefusalReason | null;
  /** What is wrong, by field of the input. Fields of fields are joined with a dot. */
  fieldErrors: Record<string, string[]> | null;
  /** Quote it when asking for help: the server's log names the same. */
  requestId: string | null;
}

/**
 * Shapes an error for clients. Refusals and input errors keep their message; any other error is masked, because by default
 * an uncaught error's own text would reach the client.
 */
export function shapeError(shape: TRPCDefaultErrorShape, error: TRPCError, requestId: string | undefined) {
  const { message, reason, fieldErrors } = explain(error);
  const data: ErrorData = {
    code: shape.data.code,
    httpStatus: shape.data.httpStatus,
    ...(shape.data.path === undefined || isNoProcedure(error) ? {} : { path: shape.data.path }),
    reason,
    fieldErrors,
    requestId: requestId ?? null,
  };
  return { code: shape.code, message, data };
}

/** Then the path is a text of the caller's own, and may be a pasted key. */
function isNoProcedure({ code, cause }: TRPCError): boolean {
  return code === "NOT_FOUND" && !(cause instanceof Refusal);
}

interface Explanation {
  message: string;
  reason: RefusalReason | null;
  fieldErrors: Record<string, string[]> | null;
}

function explain(error: TRPCError): Explanation {
  const { cause } = error;
  if (cause instanceof Refusal) {
    return { message: cause.message, reason: cause.reason, fieldErrors: cause.details.fieldErrors ?? null };
  }
  // Only an input's: what zod finds elsewhere on the server is a fault, and is masked.
  if (error.code === "BAD_REQUEST" && cause instanceof z.core.$ZodError) {
    const fieldErrors = errorsByField(cause);
    return { message: sentenceOf(fieldErrors), reason: "invalid_input", fieldErrors };
  }
  switch (error.code) {
    case "NOT_FOUND":
      return { message: "There is no such procedure on this server.", reason: null, fieldErrors: null };
    case "METHOD_NOT_SUPPORTED":
      return { message: "Queries are sent with GET, mutations with POST.", reason: null, fieldErrors: null };
    case "UNSUPPORTED_MEDIA_TYPE":
      return { message: "Send the body as application/json.", reason: "invalid_input", fieldErrors: null };
    case "PARSE_ERROR":
    case "BAD_REQUEST":
      return {
        message: "The request could not be read: it is not JSON in the form tRPC expects.",
        reason: "invalid_input",
        fieldErrors: null,
      };
    case "PAYLOAD_TOO_LARGE":
      return { message: "The request is too large.", reason: "invalid_input", fieldErrors: null };
    default:
      return { message: "Something went wrong on the server.", reason: null, fieldErrors: null };
  }
}
