import { isIP } from "node:net";

/** Under which addresses a server is asked. */
export interface OwnAddresses {
  /** The server's own, as people and executors know it. */
  readonly publicUrl: string;
  /** Names besides the public one, in lower case, without a port. */
  readonly allowedHosts: readonly string[];
}

/**
 * Whether a request's `Host` is one of the server's own: the public name, an allowed one, this machine, or an IP address.
 * Another site can let its own name lead to this server (DNS rebinding) and so read what the server answers under it. That
 * needs a name: a page that was loaded from an IP address was loaded from that very machine. A program may send no `Host`.
 */
export function isOwnHost(host: string | undefined, { publicUrl, allowedHosts }: OwnAddresses): boolean {
  if (host === undefined) return true;
  const name = hostNameOf(host);
  if (name === null) return false;
  return isThisMachineOrIp(name) || name === new URL(publicUrl).hostname || allowedHosts.includes(name);
}

/**
 * Whether `Origin` names a page of this server: scheme, host and port. Under its public name that is the public URL's
 * origin alone; under any other own host it is that host, by the scheme that the request came by.
 */
export function isOwnOrigin(
  origin: string,
  { host, protocol }: { host: string | undefined; protocol: string },
  own: OwnAddresses,
): boolean {
  const { origin: publicOrigin, hostname } = new URL(own.publicUrl);
  if (origin === publicOrigin) return true;
  const name = host === undefined ? null : hostNameOf(host);
  if (name === null || !isOwnHost(host, own)) return false;
  if (name === hostname && !isThisMachineOrIp(name)) return false;
  return origin === new URL(`${protocol}://${host}`).origin;
}

/** The host's name or address, as browsers write it; null for what is neither. */
export function hostNameOf(host: string): string | null {
  if (!/^[^\s/\\?#@]+$/.test(host) || !URL.canParse(`http://${host}`)) return null;
  return new URL(`http://${host}`).hostname;
}

function isThisMachineOrIp(name: string): boolean {
  return name === "localhost" || isIP(name.replace(/^\[|\]$/g, "")) !== 0;
}
