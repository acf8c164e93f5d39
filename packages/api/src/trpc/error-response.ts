import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import { Refusal } from "../domain/refusal.ts";
import { shapeError } from "./error-shape.ts";
import { transformer } from "./transformer.ts";

/** What tRPC answers to a call of a procedure that throws `cause`: the HTTP status and the body, for an endpoint beside tRPC. */
export function errorResponse(cause: unknown, path: string, requestId: string): { status: number; body: string } {
  const known = cause instanceof Refusal ? { code: cause.code, message: cause.message } : null;
  const error = new TRPCError({ ...(known ?? { code: "INTERNAL_SERVER_ERROR" }), cause });
  const status = getHTTPStatusCodeFromError(error);
  const data = { code: error.code, httpStatus: status, path };
  const shape = { message: error.message, code: TRPC_ERROR_CODES_BY_KEY[error.code], data };
  return {
    status,
    body: JSON.stringify({ error: transformer.serialize(shapeError(shape, error, requestId)) as unknown }),
  };
}
