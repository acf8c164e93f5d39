import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import type { FastifyReply } from "fastify";

type TrpcCode = TRPCError["code"];

/** Answers a plain HTTP request with a refusal, `{"error":{"reason","message"}}`, under the status tRPC gives its code. */
export function sendRefusal(
  reply: FastifyReply,
  reason: string,
  { code, message }: { code: TrpcCode; message: string },
  retryAfterMs?: number,
): FastifyReply {
  const status = getHTTPStatusCodeFromError(new TRPCError({ code }));
  if (retryAfterMs !== undefined) reply.header("retry-after", retryAfterSeconds(retryAfterMs));
  if (status === 401) reply.header("www-authenticate", "Bearer");
  return reply.status(status).send({ error: { reason, message } });
}

/** The header counts whole seconds; rounded up, so that whoever keeps to it is not early. */
export function retryAfterSeconds(retryAfterMs: number): number {
  return Math.ceil(retryAfterMs / 1000);
}
