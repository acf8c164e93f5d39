import type { FastifyInstance } from "fastify";

/**
 * Refuses what another web site makes a browser send. Browsers name the sending page in `Origin`; executors and other
 * programs send none. SameSite cookies are the first defence, this is the second.
 */
export function guardOrigin(server: FastifyInstance, publicUrl: string): void {
  server.addHook("onRequest", async (request, reply) => {
    const { origin } = request.headers;
    if (origin === undefined || isOwnOrigin(origin, request.headers.host, publicUrl)) return;
    await reply
      .status(403)
      .send({ error: { reason: "foreign_origin", message: "Requests from other sites are refused." } });
  });
}

function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host || origin === new URL(publicUrl).origin;
}
