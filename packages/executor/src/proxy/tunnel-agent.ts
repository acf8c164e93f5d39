import type http from "node:http";
import type https from "node:https";
import type { Duplex } from "node:stream";
import type tls from "node:tls";
import { nodeHttp, nodeHttps, nodeTls } from "../sync/node-http.ts";
import { proxyPort, type Proxy } from "./choose-proxy.ts";
import { answeredByProxy, unreachableProxy } from "./proxy-problem.ts";

export interface Tunnels {
  readonly agent: https.Agent;
  /** Ends the tunnels that the proxy has not opened yet. Node does not notify an agent of an aborted request. */
  readonly giveUp: () => void;
}

/**
 * An agent for https servers behind an HTTP proxy: each of its connections asks the proxy for a tunnel (`CONNECT`, RFC 9110
 * 9.3.6) and speaks TLS with the server through it, so the proxy sees neither key nor request. A proxy that answers anything
 * else than 2xx is a `ProxyProblem`; its body is never used as the server's answer.
 */
export function createTunnels(proxy: Proxy, options: https.AgentOptions): Tunnels {
  const pending = new Set<http.ClientRequest>();
  // Made here, because Node's HTTP is loaded when it is first used. An agent's `createConnection` is meant to be overridden.
  class TunnelAgent extends nodeHttps().Agent {
    override createConnection(connection: http.RequestOptions, done: Connected = () => {}): undefined {
      const host = connection.host ?? "";
      const target = `${host.includes(":") ? `[${host}]` : host}:${connection.port}`;
      const asked = requestAt(proxy, { method: "CONNECT", path: target, headers: { host: target }, agent: false });
      pending.add(asked);
      void connectThrough(openTunnel(proxy, target, asked), connection, done).finally(() => pending.delete(asked));
    }
  }
  return {
    agent: new TunnelAgent(options),
    giveUp: () => {
      for (const asked of pending) asked.destroy();
    },
  };
}

type Connected = (error: Error | null, socket: Duplex) => void;

async function connectThrough(
  tunnel: Promise<Duplex>,
  connection: http.RequestOptions,
  done: Connected,
): Promise<void> {
  const socket = await tunnel.catch((error: Error) => error);
  if (socket instanceof Error) (done as (error: Error) => void)(socket);
  else done(null, nodeTls().connect({ ...(connection as tls.ConnectionOptions), socket }));
}

function openTunnel(proxy: Proxy, target: string, asked: http.ClientRequest): Promise<Duplex> {
  return new Promise((resolve, reject) => {
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
  });
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
