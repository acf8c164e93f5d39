import { syncInput } from "@excalibur/api/contract";
import { errorsByField, Refusal, requireSecretHash, syncExecutor, type Services } from "@excalibur/api/server";
import type { FastifyInstance } from "fastify";
import { sendRefusal } from "./send-refusal.ts";

/** `POST /v1/sync`: the executor's sync as plain JSON, by the same rules and the same code as `executor.sync`. */
export function mountSyncRoute(server: FastifyInstance, services: Services): void {
  server.post("/v1/sync", async (request, reply) => {
    reply.header("cache-control", "no-store");
    try {
      const secretHash = requireSecretHash(services, request.headers.authorization);
      const input = syncInput.safeParse(request.body);
      if (!input.success) {
        const fields = errorsByField(input.error);
        return reply.status(400).send({
          error: { reason: "invalid_input", message: "Some of the values can't be used.", fields },
        });
      }
      return await syncExecutor(services, { secretHash, sourceAddress: request.ip }, input.data);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return sendRefusal(reply, error.reason, error, error.details.retryAfterMs);
    }
  });
}
