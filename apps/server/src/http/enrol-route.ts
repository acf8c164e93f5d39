import { enrolInput } from "@excalibur/api/contract";
import { enrolExecutor, errorsByField, refuse, requireCode, type Services } from "@excalibur/api/server";
import type { FastifyInstance } from "fastify";

/** `POST /v1/enroll`: a host redeems a code for a key whose secret it has made itself. */
export function mountEnrolRoute(server: FastifyInstance, services: Services): void {
  server.post("/v1/enroll", async (request, reply) => {
    reply.header("cache-control", "no-store");
    const code = requireCode(request.headers.authorization);
    const input = enrolInput.safeParse(request.body);
    if (!input.success) throw refuse("invalid_input", { fieldErrors: errorsByField(input.error) });
    return enrolExecutor(services, { code, sourceAddress: request.ip }, input.data);
  });
}
