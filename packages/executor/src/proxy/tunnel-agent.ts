import type http from "node:http";
import type https from "node:https";
import type { Duplex } from "node:stream";
import type tls from "node:tls";
import { nodeHttp, nodeHttps, nodeTls } from "../sync/node-http.ts";
import { proxyPort, type Proxy } from "./choose-proxy.ts";
import { answeredByProxy, unreachableProxy } from "./proxy-problem.ts";

/**
 * An agent for https servers behind an HTTP proxy: each of its connections asks the proxy for a tunnel (`CONNECT`, RFC 9110
 * 9.3.6) and speaks TLS with the server through it, so the proxy sees neither key nor request. A proxy that answers anything
 * else than 2xx is a `ProxyProblem`; nothing it says is taken for the server's answer.
 */
export function createTunnelAgent(proxy: Proxy, options: https.AgentOptions): https.Agent {
  // Made here, because Node's HTTP is loaded when it is first used. An agent's `createConnection` is meant to be overridden.
  class TunnelAgent extends nodeHttps().Agent {
    override createConnection(connection: http.RequestOptions, done: Connected = () => {}): undefined {
      void connectThrough(proxy, connection, done);
    }
  }
  return new TunnelAgent(options);
}

type Connected = (error: Error | null, socket: Duplex) => void;

async function connectThrough(proxy: Proxy, connection: http.RequestOptions, done: Connected): Promise<void> {
  const { signal, ...secure } = connection;
  const host = connection.host ?? "";
  const target = `${host.includes(":") ? `[${host}]` : host}:${connection.port}`;
  const socket = await openTunnel(proxy, target, signal).catch((error: Error) => error);
  if (socket instanceof Error) (done as (error: Error) => void)(socket);
  else done(null, nodeTls().connect({ ...(secure as tls.ConnectionOptions), socket }));
}

function openTunnel(proxy: Proxy, target: string, signal: AbortSignal | undefined): Promise<Duplex> {
  const asked = requestAt(proxy, { method: "CONNECT", path: target, headers: { host: target }, agent: false });
  const giveUp = (): void => void asked.destroy();
  signal?.addEventListener("abort", giveUp);
  return new Promise<Duplex>((resolve, reject) => {
    asked.once("connect", ({ statusCode = 0 }, socket, sentAlready) => {
      if (statusCode < 200 || statusCode >= 300) {
        socket.destroy();
        reject(answeredByProxy(proxy, statusCode, target));
        return;
      }
      if (sentAlready.length > 0) socket.unshift(sentAlready);
      resolve(socket);
    });
    asked.once("error", (error: NodeJS.ErrnoException) => reject(unreachableProxy(proxy, error.code ?? error.message)));
    asked.end();
  }).finally(() => signal?.removeEventListener("abort", giveUp));
}

/** A request to the proxy itself, with its credentials. */
export function requestAt({ url }: Proxy, options: http.RequestOptions): http.ClientRequest {
  const { request } = url.protocol === "https:" ? nodeHttps() : nodeHttp();
  const authorization = url.username === "" ? {} : { "proxy-authorization": basic(url) };
  return request({
    ...options,
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: proxyPort(url),
    headers: { ...(options.headers as Record<string, string>), ...authorization },
  });
}

function basic({ username, password }: URL): string {
  return `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString("base64")}`;
}

/** A `%` that stands for itself stays. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
