import type http from "node:http";
import { chooseProxy, type Proxy, type ProxyEnvironment } from "../proxy/choose-proxy.ts";
import { answeredByProxy, FailedBeyondProxy, ProxyProblem, unreachableProxy } from "../proxy/proxy-problem.ts";
import { createTunnels, requestAt } from "../proxy/tunnel-agent.ts";
import { nodeHttp, nodeHttps } from "./node-http.ts";
import type { SyncFetch, SyncRequest, SyncResponse } from "./sync-fetch.ts";

/** An answer to a sync is far below this; a page of someone else is cut here. */
const MAX_BODY_BYTES = 64 * 1024;

/** How a server is reached: straight, or by a proxy. */
interface Way {
  readonly agent: http.Agent;
  readonly proxy: Proxy | null;
  /** Ends what is not connected yet. */
  readonly giveUp: () => void;
}

/**
 * Sends syncs over one kept-alive connection of `node:http`: the built-in fetch holds tens of megabytes more. Goes by the proxy
 * that the environment names; a proxy that does not let a sync through is a `ProxyProblem`.
 * @param environment the default is that of this process.
 */
export function httpFetch(environment: ProxyEnvironment = process.env): SyncFetch {
  const ways = new Map<string, Way>();
  const wayTo = (url: URL): Way => {
    const choice = chooseProxy(url, environment);
    if (choice.kind === "unusable") throw new ProxyProblem(null, choice.problem);
    const proxy = choice.kind === "proxy" ? choice.proxy : null;
    const name = `${url.protocol} ${proxy?.url.href ?? ""}`;
    const way = ways.get(name) ?? createWay(url, proxy);
    ways.set(name, way);
    return way;
  };
  return async (address, request) => {
    const url = new URL(address);
    try {
      return await send(url, request, wayTo(url));
    } catch (error) {
      // The server may close an idle connection just as it is used again. A sync can safely be sent twice.
      if (error instanceof StaleConnection) return await send(url, request, wayTo(url));
      throw error;
    }
  };
}

function createWay(url: URL, proxy: Proxy | null): Way {
  const options = { keepAlive: true, maxSockets: 1 };
  if (proxy !== null && url.protocol === "https:") return { proxy, ...createTunnels(proxy, options) };
  const { Agent } = (proxy?.url ?? url).protocol === "https:" ? nodeHttps() : nodeHttp();
  return { proxy, agent: new Agent(options), giveUp: () => {} };
}

class StaleConnection extends Error {}

function send(url: URL, request: SyncRequest, way: Way): Promise<SyncResponse> {
  const { signal, body } = request;
  const { proxy, giveUp } = way;
  signal.addEventListener("abort", giveUp);
  return new Promise<SyncResponse>((resolve, reject) => {
    const sent = start(url, request, way);
    let connected = false;
    let answered = false;
    sent.once("socket", (socket) => {
      if (socket.connecting && !isTunnelled(url, proxy)) socket.once("connect", () => (connected = true));
      else connected = true;
    });
    sent.once("error", (error: NodeJS.ErrnoException) => {
      const stale = sent.reusedSocket && !answered && (error.code === "ECONNRESET" || error.code === "EPIPE");
      if (stale) reject(new StaleConnection());
      else if (proxy === null || error instanceof ProxyProblem) reject(error);
      else if (connected) reject(new FailedBeyondProxy(proxy, error));
      else reject(unreachableProxy(proxy, signal.aborted ? "ETIMEDOUT" : (error.code ?? error.message)));
    });
    sent.once("response", (response) => {
      answered = true;
      if (proxy !== null && !isTunnelled(url, proxy) && isOfTheProxy(response)) {
        response.resume();
        reject(answeredByProxy(proxy, response.statusCode ?? 0, url.host));
        return;
      }
      readBody(response).then((text) => resolve(asResponse(response, text)), reject);
    });
    sent.end(body);
  }).finally(() => signal.removeEventListener("abort", giveUp));
}

/** Through a tunnel and without a proxy the server itself is asked; http by way of a proxy asks the proxy for it. */
function start(url: URL, { method, headers, body, signal }: SyncRequest, { agent, proxy }: Way): http.ClientRequest {
  const options = { method, signal, agent, headers: { ...headers, "content-length": Buffer.byteLength(body) } };
  if (proxy === null || isTunnelled(url, proxy)) {
    const { request } = url.protocol === "https:" ? nodeHttps() : nodeHttp();
    return request(url, options);
  }
  const path = `${url.origin}${url.pathname}${url.search}`;
  return requestAt(proxy, { ...options, path, headers: { ...options.headers, host: url.host } });
}

function isTunnelled(url: URL, proxy: Proxy | null): boolean {
  return proxy !== null && url.protocol === "https:";
}

/** A failure that is not in JSON was not written by the server. */
function isOfTheProxy({ statusCode = 0, headers }: http.IncomingMessage): boolean {
  return statusCode >= 400 && !(headers["content-type"] ?? "").includes("json");
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
