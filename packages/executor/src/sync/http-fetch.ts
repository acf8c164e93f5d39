import type http from "node:http";
import { nodeHttp, nodeHttps } from "./node-http.ts";
import type { SyncFetch, SyncRequest, SyncResponse } from "./sync-fetch.ts";

/** An answer to a sync is far below this; a page of someone else is cut here. */
const MAX_BODY_BYTES = 64 * 1024;

/** Variables that name a proxy (`HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY`), as in `process.env`. */
export type ProxyEnvironment = Record<string, string | undefined>;

/**
 * Sends syncs over one kept-alive connection of `node:http`: the built-in fetch holds tens of megabytes more.
 * Proxies are used where Node can (24.5 and later), never for this machine itself.
 */
export function httpFetch(proxyEnv: ProxyEnvironment = {}): SyncFetch {
  const agents = new Map<string, http.Agent>();
  const agentFor = (url: URL): http.Agent => {
    let agent = agents.get(url.protocol);
    if (agent === undefined) {
      const options = { keepAlive: true, maxSockets: 1, ...(isThisMachine(url.hostname) ? {} : { proxyEnv }) };
      agent = url.protocol === "https:" ? new (nodeHttps().Agent)(options) : new (nodeHttp().Agent)(options);
      agents.set(url.protocol, agent);
    }
    return agent;
  };
  return async (address, request) => {
    const url = new URL(address);
    try {
      return await send(url, request, agentFor(url));
    } catch (error) {
      // The server may close an idle connection just as it is used again. A sync can safely be sent twice.
      if (error instanceof StaleConnection) return await send(url, request, agentFor(url));
      throw error;
    }
  };
}

class StaleConnection extends Error {}

function send(url: URL, { method, headers, body, signal }: SyncRequest, agent: http.Agent): Promise<SyncResponse> {
  const { request } = url.protocol === "https:" ? nodeHttps() : nodeHttp();
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method,
      signal,
      agent,
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
    });
    let answered = false;
    sent.once("error", (error: NodeJS.ErrnoException) => {
      const stale = sent.reusedSocket && !answered && (error.code === "ECONNRESET" || error.code === "EPIPE");
      reject(stale ? new StaleConnection() : error);
    });
    sent.once("response", (response) => {
      answered = true;
      readBody(response).then((text) => resolve(asResponse(response, text)), reject);
    });
    sent.end(body);
  });
}

async function readBody(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BODY_BYTES) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}

function asResponse(response: http.IncomingMessage, text: string): SyncResponse {
  const get = (name: string): string | null => {
    const value = response.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(", ") : (value ?? null);
  };
  return { status: response.statusCode ?? 0, headers: { get }, text: () => Promise.resolve(text) };
}

function isThisMachine(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
}
