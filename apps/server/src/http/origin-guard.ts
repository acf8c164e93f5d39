import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isOwnHost, isOwnOrigin, type OwnAddresses } from "./own-addresses.ts";

/**
 * Refuses what another web site makes a browser send, and what comes under a name that is not the server's. Browsers name
 * the sending page in `Origin`, and its relation to the server in `Sec-Fetch-Site`; executors and other programs
 * send neither. SameSite cookies are the first defence, this is the second.
 */
export function guardOrigin(server: FastifyInstance, own: OwnAddresses): void {
  server.addHook("onRequest", async (request, reply) => {
    if (!answersUnderAnyName(request) && !isOwnHost(request.headers.host, own)) {
      await refuseWith(reply, 421, "foreign_host", FOREIGN_HOST);
    } else if (comesFromElsewhere(request, own)) {
      await refuseWith(reply, 403, "foreign_origin", "Requests from other sites are refused.");
    }
  });
}

/** `Sec-Fetch-Site` of a request that a page of this server, or the user, made. */
const OWN_SITES = ["same-origin", "none"];

const FOREIGN_HOST =
  "This server does not answer under that name. Use its public address (EXCALIBUR_PUBLIC_URL), or allow the name in EXCALIBUR_ALLOWED_HOSTS.";

/**
 * Health probes, and executors, which present a key of their own: neither gives away what a page of another site could not
 * have without us, and both may reach the server under names of the network inside.
 */
function answersUnderAnyName({ routeOptions, params }: FastifyRequest): boolean {
  const path = routeOptions.url ?? "";
  if (path === "/trpc/:path") return (params as { path: string }).path === "executor.sync";
  return path === "/healthz" || path === "/readyz" || path.startsWith("/v1/");
}

function comesFromElsewhere(request: FastifyRequest, own: OwnAddresses): boolean {
  const { origin, host, "sec-fetch-site": site, "sec-fetch-mode": mode } = request.headers;
  if (origin !== undefined && !isOwnOrigin(origin, { host, protocol: request.protocol }, own)) return true;
  // A link on another site may open a page here: it reads nothing, and changes nothing.
  const opensPage = mode === "navigate" && (request.method === "GET" || request.method === "HEAD");
  const isOwn = site === undefined || OWN_SITES.includes(site);
  return !isOwn && !opensPage;
}

async function refuseWith(reply: FastifyReply, status: number, reason: string, message: string): Promise<void> {
  await reply.status(status).send({ error: { reason, message } });
}
