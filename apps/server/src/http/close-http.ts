import type { FastifyInstance } from "fastify";

const LOOK_FOR_IDLE_MS = 50;

/**
 * Stops accepting and waits for what is in flight. A connection that becomes idle meanwhile is closed then, and not when
 * its client pleases: a subscription that has ended leaves one behind.
 */
export async function closeHttp(http: FastifyInstance): Promise<void> {
  const closing = http.close();
  const timer = setInterval(() => http.server.closeIdleConnections(), LOOK_FOR_IDLE_MS);
  await closing.finally(() => clearInterval(timer));
}
