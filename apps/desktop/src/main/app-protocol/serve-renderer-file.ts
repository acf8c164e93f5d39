import { readFile } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";
import { SECURITY_HEADERS } from "./security-headers.ts";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/**
 * Serves one file of the renderer's build. A path without an extension is an address of the app itself (`/keys/key_…`)
 * and gets the one page. Anything that would leave the folder is refused.
 * @param pathname of the request, still percent-encoded.
 */
export async function serveRendererFile(folder: string, pathname: string): Promise<Response> {
  const relative = decodePath(pathname);
  if (relative === null) return refuse(400);
  const root = resolve(folder);
  const wanted = resolve(join(root, relative));
  if (wanted !== root && !wanted.startsWith(root + sep)) return refuse(403);

  const extension = extname(wanted);
  const file = extension === "" ? join(root, "index.html") : wanted;
  try {
    const content = await readFile(file);
    const type = CONTENT_TYPES[extension === "" ? ".html" : extension] ?? "application/octet-stream";
    return new Response(content, { headers: { ...SECURITY_HEADERS, "content-type": type } });
  } catch {
    return refuse(404);
  }
}

/** Decodes a path; null for one that is broken or hides what no file name of ours holds. */
function decodePath(pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname);
    return /[\0\\]/.test(path) ? null : path;
  } catch {
    return null;
  }
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS });
}
