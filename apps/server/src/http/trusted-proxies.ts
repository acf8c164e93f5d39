import type { IncomingMessage } from "node:http";
import proxyAddr from "@fastify/proxy-addr";

/** Says whether an address is a proxy of ours, whose `X-Forwarded-For` is believed. */
export type TrustsProxy = (address: string, hop: number) => boolean;

/**
 * @param proxies addresses and networks (`10.0.0.0/8`), or `loopback`, `linklocal`, `uniquelocal`.
 * @throws TypeError when one of them is none.
 */
export function trustProxies(proxies: readonly string[]): TrustsProxy {
  return proxyAddr.compile([...proxies]);
}

/**
 * The source of a request: the last address on its way that is not a trusted proxy. Entries further left in
 * `X-Forwarded-For` are set by the client and ignored.
 */
export function sourceAddressOf(request: IncomingMessage, trusts: TrustsProxy): string {
  const peer = request.socket.remoteAddress;
  return peer !== undefined && !trusts(peer, 0) ? peer : proxyAddr(request, trusts);
}
