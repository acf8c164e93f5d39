import type { FastifyReply } from "fastify";

const STATUS_OF_CODE = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_MANY_REQUESTS: 429,
  SERVICE_UNAVAILABLE: 503,
} as const;

/** Answers a plain HTTP request with a refusal: `{"error":{"reason","message"}}`. */
export function sendRefusal(
  reply: FastifyReply,
  reason: string,
  { code, message }: { code: keyof typeof STATUS_OF_CODE; message: string },
  retryAfterMs?: number,
): FastifyReply {
  const status = STATUS_OF_CODE[code];
  if (retryAfterMs !== undefined) reply.header("retry-after", retryAfterSeconds(retryAfterMs));
  if (status === 401) reply.header("www-authenticate", "Bearer");
  return reply.status(status).send({ error: { reason, message } });
}

/** The header counts whole seconds; rounded up, so that whoever keeps to it is not early. */
export function retryAfterSeconds(retryAfterMs: number): number {
  return Math.ceil(retryAfterMs / 1000);
}
