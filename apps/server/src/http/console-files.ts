import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { isOfRest, sendNoOperation } from "../rest/problem.ts";

const NOT_BUILT = "The console is not built. Start the server with: npm run server.";
const CONSOLE_FOLDER = fileURLToPath(new URL("../../../desktop/out/renderer/", import.meta.url));
const PAGE = "index.html";

interface Options {
  readonly folder?: string;
  /** The path that the server is reached below; empty when it has the whole host. */
  readonly basePath: string;
}

/**
 * The console: the desktop's renderer build. Its own addresses (`/keys/key_…`) all lead to the one page. Every other
 * address without a handler is answered with 404 and a message.
 */
export async function mountConsole(
  server: FastifyInstance,
  { folder = CONSOLE_FOLDER, basePath }: Options,
): Promise<void> {
  const built = existsSync(folder);
  if (built) {
    await server.register(fastifyStatic, {
      root: folder,
      // The build has put a compressed copy beside each file that becomes smaller by it.
      preCompressed: true,
      index: basePath === "" ? [PAGE] : false,
      setHeaders: (response, path) => {
        // Built files carry their content's hash in their names; the page that names them must always be fresh.
        const cacheable = path.includes("/assets/");
        response.header("cache-control", cacheable ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  }
  const sendPage = async (reply: FastifyReply) => {
    if (basePath === "") return reply.sendFile(PAGE);
    const page = pageBelow(await readFile(join(folder, PAGE), "utf8"), basePath);
    return reply.type("text/html; charset=utf-8").header("cache-control", "no-cache").send(page);
  };
  if (built && basePath !== "") {
    server.get("/", (_request, reply) => sendPage(reply));
    server.get(`/${PAGE}`, (_request, reply) => sendPage(reply));
  }
  server.setNotFoundHandler((request, reply) => {
    if (isOfRest(request.url)) return sendNoOperation(reply, 404, request.id);
    const wantsPage = request.method === "GET" && (request.headers.accept ?? "").includes("text/html");
    if (built && wantsPage && !request.url.startsWith("/api/")) return sendPage(reply);
    const message = wantsPage && !built ? NOT_BUILT : "There is nothing at this address.";
    return reply.status(404).send({ error: { reason: "not_found", message } });
  });
}

/**
 * The built page for a server below a path: its files are asked for there, and its script learns the path from a `meta`
 * element, since inline scripts are refused. A path holds only letters that mean nothing in HTML (configuration/public-url.ts).
 */
export function pageBelow(page: string, basePath: string): string {
  return page
    .replaceAll(/ (src|href)="\//g, ` $1="${basePath}/`)
    .replace('<meta name="base-path" content=""', `<meta name="base-path" content="${basePath}"`);
}
