import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import type { RefusalDetails } from "@excalibur/api/server";
import type { FastifyReply } from "fastify";

type TrpcCode = TRPCError["code"];

/** Answers a plain HTTP request with a refusal, `{"error":{"reason","message"}}`, under the status tRPC gives its code. */
export function sendRefusal(
  reply: FastifyReply,
  reason: string,
  { code, message }: { code: TrpcCode; message: string },
  { retryAfterMs, fieldErrors }: RefusalDetails = {},
): FastifyReply {
  return reply
    .status(statusOfCode(code))
    .headers(refusalHeaders(code, retryAfterMs))
    .send({ error: { reason, message, fields: fieldErrors } });
}

/** The HTTP status tRPC gives one of its codes. */
export function statusOfCode(code: TrpcCode): number {
  return getHTTPStatusCodeFromError(new TRPCError({ code }));
}

/** The headers of a refusal: `Retry-After` and `WWW-Authenticate`. */
export function refusalHeaders(code: TrpcCode, retryAfterMs?: number): Record<string, string> {
  return {
    ...(retryAfterMs === undefined ? {} : { "retry-after": String(retryAfterSeconds(retryAfterMs)) }),
    ...(code === "UNAUTHORIZED" ? { "www-authenticate": "Bearer" } : {}),
  };
}

/** The header counts whole seconds, at least one; rounded up, so that a client that waits this long is not early. */
export function retryAfterSeconds(retryAfterMs: number): number {
  return Math.max(1, Math.ceil(retryAfterMs / 1000));
}
