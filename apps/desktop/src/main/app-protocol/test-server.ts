import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { clock } from "../clock.ts";
import { testFolder } from "../files/test-folder.ts";
import { SessionCookies, type SealedFile } from "../session/session-cookies.ts";
import { handleAppRequest, type AppProtocol } from "./handle-app-request.ts";

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A real HTTP server on a free port that notes what reaches it. */
export async function startTestServer(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    seen.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { origin, seen, close };
}

/** A sealed file in memory, to see what would be kept. */
export function sealedFileInMemory(content: string | null = null): SealedFile & { content: string | null } {
  return {
    content,
    isKept: async () => true,
    async read() {
      return this.content;
    },
    async write(text) {
      this.content = text;
    },
  };
}

/** The handler in front of a server, as main puts it together, on plain Node. */
export async function createTestApp(serverUrl: string, overrides: Partial<AppProtocol> = {}) {
  const rendererFolder = join(await testFolder(), "renderer");
  await mkdir(join(rendererFolder, "assets"), { recursive: true });
  await writeFile(join(rendererFolder, "index.html"), "<!doctype html><title>the page</title>");
  await writeFile(join(rendererFolder, "assets/index-1a2b.js"), "export {};");
  await writeFile(`${rendererFolder}-secret.txt`, "outside");
  const cookies = new SessionCookies(sealedFileInMemory(), clock.wallMs);
  const protocol = { rendererFolder, serverUrl: () => serverUrl, cookies, fetch, timeoutMs: 5_000, ...overrides };
  const request = (path: string, init?: RequestInit) =>
    handleAppRequest(new Request(`app://excalibur${path}`, init), protocol);
  return { request, cookies, rendererFolder };
}
