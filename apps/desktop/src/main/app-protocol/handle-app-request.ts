import { EXPORTED_LISTS } from "@excalibur/api/contract";
import { isAppUrl } from "./app-origin.ts";
import { forwardToServer, type Upstream } from "./forward-to-server.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";
import { serveRendererFile } from "./serve-renderer-file.ts";

/**
 * The endpoints of better-auth that the page needs. Their successful answers name the session's token on some servers and
 * nothing the page wants, so only their status goes back.
 */
const AUTH_PATHS = new Set([
  "/api/auth/sign-in/email",
  "/api/auth/sign-out",
  "/api/auth/two-factor/verify-backup-code",
  "/api/auth/two-factor/verify-totp",
]);

/** The files that the page may download from the server; selected keys are named in a body. */
const EXPORTS = new Set([...EXPORTED_LISTS.map((list) => `GET /api/${list}/export`), "POST /api/keys/export"]);

export interface AppProtocol extends Upstream {
  /** Folder of the renderer's build. */
  readonly rendererFolder: string;
}

/**
 * Answers every request of the page at `app://excalibur`: its files from the build, its API calls from the server.
 * Knows nothing of Electron, so that the very same code is tested on plain Node.
 */
export async function handleAppRequest(request: Request, protocol: AppProtocol): Promise<Response> {
  if (!isAppUrl(request.url)) return refuse(404);
  const url = new URL(request.url);
  const path = url.pathname + url.search;

  if (url.pathname.startsWith("/trpc/")) return forwardToServer(request, path, protocol, { keepBody: true });
  if (AUTH_PATHS.has(url.pathname)) return forwardToServer(request, path, protocol, { keepBody: false });
  if (EXPORTS.has(`${request.method} ${url.pathname}`))
    return forwardToServer(request, path, protocol, { keepBody: true });
  if (url.pathname.startsWith("/api/")) return refuse(404);
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(405);
  return serveRendererFile(protocol.rendererFolder, url.pathname);
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS });
}
