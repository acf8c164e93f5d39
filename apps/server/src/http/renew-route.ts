import { renewInput } from "@excalibur/api/contract";
import { errorsByField, refuse, renewKey, requireSecretHash, type Services } from "@excalibur/api/server";
import type { FastifyInstance } from "fastify";

/** `POST /v1/renew`: an executor gets a successor of the key that it presents, for a secret that it has made itself. */
export function mountRenewRoute(server: FastifyInstance, services: Services): void {
  server.post("/v1/renew", async (request, reply) => {
    reply.header("cache-control", "no-store");
    const secretHash = requireSecretHash(services, request.headers.authorization);
    const input = renewInput.safeParse(request.body);
    if (!input.success) throw refuse("invalid_input", { fieldErrors: errorsByField(input.error) });
    return renewKey(services, { secretHash, sourceAddress: request.ip }, input.data);
  });
}
