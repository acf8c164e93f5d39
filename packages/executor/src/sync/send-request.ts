import type http from "node:http";
import { chooseProxy, type Proxy, type ProxyEnvironment } from "../proxy/choose-proxy.ts";
import { answeredByProxy, FailedBeyondProxy, ProxyProblem, unreachableProxy } from "../proxy/proxy-problem.ts";
import { createTunnels, requestAt } from "../proxy/tunnel-agent.ts";
import { nodeHttp, nodeHttps } from "./node-http.ts";

export interface HttpRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** How a server is reached: straight, or by a proxy. */
interface Way {
  readonly agent: http.Agent;
  readonly proxy: Proxy | null;
  /** Ends what is not connected yet. */
  readonly giveUp: () => void;
}

/** A kept-alive connection was closed before any of the answer came. Whether the server read the request is not known. */
export class StaleConnection extends Error {}

/**
 * Sends requests by `node:http`, over connections that are kept alive: the built-in fetch holds tens of megabytes more, and takes
 * longer to load than a command takes to run. Goes by the proxy that the environment names.
 * @returns a function that resolves to the answer once its head is there. It rejects with `ProxyProblem` when a proxy does not let the
 * request through, with `StaleConnection`, or with the network's error.
 */
export function requestSender(
  environment: ProxyEnvironment,
  { maxSockets }: { readonly maxSockets: number },
): (url: URL, request: HttpRequest) => Promise<http.IncomingMessage> {
  const ways = new Map<string, Way>();
  const wayTo = (url: URL): Way => {
    const choice = chooseProxy(url, environment);
    if (choice.kind === "unusable") throw new ProxyProblem(null, choice.problem);
    const proxy = choice.kind === "proxy" ? choice.proxy : null;
    const name = `${url.protocol} ${proxy?.url.href ?? ""}`;
    const way = ways.get(name) ?? createWay(url, proxy, maxSockets);
    ways.set(name, way);
    return way;
  };
  return async (url, request) => send(url, request, wayTo(url));
}

function createWay(url: URL, proxy: Proxy | null, maxSockets: number): Way {
  const options = { keepAlive: true, maxSockets };
  if (proxy !== null && url.protocol === "https:") return { proxy, ...createTunnels(proxy, options) };
  const { Agent } = (proxy?.url ?? url).protocol === "https:" ? nodeHttps() : nodeHttp();
  return { proxy, agent: new Agent(options), giveUp: () => {} };
}

function send(url: URL, request: HttpRequest, way: Way): Promise<http.IncomingMessage> {
  const { signal, body } = request;
  const { proxy, giveUp } = way;
  signal.addEventListener("abort", giveUp);
  return new Promise<http.IncomingMessage>((resolve, reject) => {
    const sent = start(url, request, way);
    let connected = false;
    let answered = false;
    sent.once("socket", (socket) => {
      if (socket.connecting && !isTunnelled(url, proxy)) socket.once("connect", () => (connected = true));
      else connected = true;
    });
    sent.once("error", (error: NodeJS.ErrnoException) => {
      const stale = sent.reusedSocket && !answered && (error.code === "ECONNRESET" || error.code === "EPIPE");
      if (stale) reject(new StaleConnection("The connection was closed.", { cause: error }));
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
      resolve(response);
    });
    sent.end(body);
  }).finally(() => signal.removeEventListener("abort", giveUp));
}

/** Through a tunnel and without a proxy the server itself is asked; http by way of a proxy asks the proxy for it. */
function start(url: URL, { method, headers, body, signal }: HttpRequest, { agent, proxy }: Way): http.ClientRequest {
  const length = body === "" ? {} : { "content-length": Buffer.byteLength(body) };
  const options = { method, signal, agent, headers: { ...headers, ...length } };
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
