import type { AddressInfo } from "node:net";
import type { ListenAddress } from "../configuration/read-values.ts";
import { nodeHttp } from "../sync/node-http.ts";
import type { HealthAnswer } from "./health-answers.ts";

/** What is served. */
export interface HealthPages {
  live(): HealthAnswer;
  ready(): HealthAnswer;
  metrics(): string;
}

export interface HealthServer {
  readonly address: string;
  close(): void;
}

/**
 * Serves `/livez`, `/readyz` and `/metrics`.
 * @throws when the address can't be had (`EADDRINUSE`, `EACCES`, …)
 */
export async function serveHealth({ host, port }: ListenAddress, pages: HealthPages): Promise<HealthServer> {
  const server = nodeHttp().createServer((request, response) => {
    const { status, type, body } = answer(request.method ?? "", request.url ?? "", pages);
    response.writeHead(status, { "content-type": type, "cache-control": "no-store" });
    response.end(request.method === "HEAD" ? "" : body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, resolve);
  });
  const { port: actualPort } = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://${host.includes(":") ? `[${host}]` : host}:${actualPort}`, close };
}

interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

function answer(method: string, url: string, pages: HealthPages): Page {
  if (method !== "GET" && method !== "HEAD") return plain(405, "GET only");
  switch (url.split("?")[0]) {
    case "/livez":
      return healthPage(pages.live());
    case "/readyz":
      return healthPage(pages.ready());
    case "/metrics":
      return { status: 200, type: "text/plain; version=0.0.4; charset=utf-8", body: pages.metrics() };
    default:
      return plain(404, "/livez, /readyz, /metrics");
  }
}

function healthPage({ healthy, words }: HealthAnswer): Page {
  return plain(healthy ? 200 : 503, words);
}

function plain(status: number, words: string): Page {
  return { status, type: "text/plain; charset=utf-8", body: `${words}\n` };
}
