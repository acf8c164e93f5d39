import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { onTestFinished } from "vitest";

/** Moments of a renewal on the wire: before the server hears a request, and before the executor hears the answer. */
export const WIRE_POINTS = ["renewal asked", "renewal answered", "first sync asked", "first sync answered"] as const;
export type WirePoint = (typeof WIRE_POINTS)[number];

/** One request, and what came of it. */
export interface RecordedExchange {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly answer: string;
}

/** Stands between executors and a server, and can break in at a moment of one executor's renewal. */
export interface RenewalProxy {
  readonly url: string;
  /** All requests that were answered, while `records` is set. */
  readonly exchanges: RecordedExchange[];
  records: boolean;
  /** Leads to this server from now on. */
  to(url: string): void;
  /** Breaks the connection of an executor at a moment, once, and does something then. */
  breakAt(name: string, point: WirePoint, then: () => void): void;
}

const OF_THIS_HOP = new Set(["host", "connection", "content-length", "transfer-encoding", "keep-alive"]);

export async function startRenewalProxy(server: string): Promise<RenewalProxy> {
  let target = server;
  const breaks = new Map<string, () => void>();
  /** The hash that each executor has offered last. */
  const offered = new Map<string, string>();
  const breakIn = (name: string, point: WirePoint, socket: Socket): boolean => {
    const then = breaks.get(`${name} ${point}`);
    if (then === undefined) return false;
    breaks.delete(`${name} ${point}`);
    then();
    socket.destroy();
    return true;
  };
  const proxy = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const { name = "", secretHash } = JSON.parse(body) as { name?: string; secretHash?: string };
    const { url: path = "", headers, socket } = request;
    const kept = Object.entries(headers).filter(([header]) => !OF_THIS_HOP.has(header)) as [string, string][];
    const bearer = (headers.authorization ?? "").replace("Bearer ", "");
    const isRenewal = path === "/v1/renew";
    if (isRenewal && secretHash !== undefined) offered.set(name, secretHash);
    const isFirstSync = !isRenewal && offered.get(name) === createHash("sha256").update(bearer).digest("hex");
    const [asked, answered]: (WirePoint | null)[] = isRenewal
      ? ["renewal asked", "renewal answered"]
      : isFirstSync
        ? ["first sync asked", "first sync answered"]
        : [null, null];
    if (asked != null && breakIn(name, asked, socket)) return;
    try {
      const answer = await fetch(target + path, { method: "POST", headers: kept, body });
      const text = await answer.text();
      if (renewalProxy.records) renewalProxy.exchanges.push({ path, headers, body, answer: text });
      if (answered != null && breakIn(name, answered, socket)) return;
      const retry = answer.headers.get("retry-after");
      response.writeHead(answer.status, {
        "content-type": answer.headers.get("content-type") ?? "",
        ...(retry === null ? {} : { "retry-after": retry }),
      });
      response.end(text);
    } catch {
      // The server is away.
      socket.destroy();
    }
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  const renewalProxy: RenewalProxy = {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    exchanges: [],
    records: false,
    to: (url) => void (target = url),
    breakAt: (name, point, then) => void breaks.set(`${name} ${point}`, then),
  };
  return renewalProxy;
}
