import { holdsSecret, LOOKS_LIKE_A_KEY } from "@excalibur/api/contract";
import type { FastifyInstance } from "fastify";

/** Refuses an API key that was pasted into a sign-in. The procedures' own schemas do it for every other text. */
export function refuseSecrets(server: FastifyInstance): void {
  server.addHook("preValidation", async (request, reply) => {
    if (!request.routeOptions.url?.startsWith("/api/auth/")) return;
    if (!holdsSecret(JSON.stringify(request.body ?? null))) return;
    await reply.status(400).send({ error: { reason: "invalid_input", message: LOOKS_LIKE_A_KEY } });
  });
}
