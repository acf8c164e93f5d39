import type { FastifyInstance, FastifyReply } from "fastify";

/** Runs work once an answer has been given. */
export type AfterAnswer = (reply: FastifyReply, work: () => Promise<void>) => void;

/**
 * For what must not be noticed in how long an answer takes. A server that stops finishes it first.
 * @param server its close waits for all of it.
 */
export function createAfterAnswers(server: FastifyInstance): AfterAnswer {
  const running = new Set<Promise<void>>();
  server.addHook("onClose", async () => {
    await Promise.all(running);
  });
  return (reply, work) => {
    const done = new Promise<void>((resolve) => {
      reply.raw.once("close", resolve);
    })
      .then(work)
      .catch((error: unknown) => reply.log.error({ err: error }, "what follows an answer could not be done"))
      .finally(() => running.delete(done));
    running.add(done);
  };
}
