import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

const NOT_BUILT = "The console is not built. Start the server with: npm run server.";
const CONSOLE_FOLDER = fileURLToPath(new URL("../../../desktop/out/renderer/", import.meta.url));

/**
 * The console: the desktop's renderer build. Its own addresses (`/keys/key_…`) all lead to the one page; whatever else
 * nobody answers for is not found, in words.
 */
export async function mountConsole(server: FastifyInstance, folder: string = CONSOLE_FOLDER): Promise<void> {
  const built = existsSync(folder);
  if (built) {
    await server.register(fastifyStatic, {
      root: folder,
      // The build has put a compressed copy beside each file that becomes smaller by it.
      preCompressed: true,
      setHeaders: (response, path) => {
        // Built files carry their content's hash in their names; the page that names them must always be fresh.
        const cacheable = path.includes("/assets/");
        response.header("cache-control", cacheable ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  }
  server.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === "GET" && (request.headers.accept ?? "").includes("text/html");
    if (built && wantsPage && !request.url.startsWith("/api/")) return reply.sendFile("index.html");
    const message = wantsPage && !built ? NOT_BUILT : "There is nothing at this address.";
    return reply.status(404).send({ error: { reason: "not_found", message } });
  });
}
