import { BlockList, isIP } from "node:net";

/** Variables that name proxies (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`, upper or lower case), as in `process.env`. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>;

export interface Proxy {
  /** With the credentials, if the variable holds some. */
  readonly url: URL;
  /** The variable that named it. */
  readonly variable: string;
}

export type ProxyChoice =
  | { readonly kind: "direct"; readonly reason: "no variable" | "this machine" | "NO_PROXY" }
  | { readonly kind: "proxy"; readonly proxy: Proxy }
  /** A variable names something that can't be used. The words hold no value: it may have a password in it. */
  | { readonly kind: "unusable"; readonly problem: string };

/** Which way leads to a server, by the variables that curl and others heed too. This machine itself is never asked by a proxy. */
export function chooseProxy(server: URL, environment: ProxyEnvironment): ProxyChoice {
  if (isThisMachine(server.hostname)) return { kind: "direct", reason: "this machine" };
  const name = server.protocol === "https:" ? "https_proxy" : "http_proxy";
  const set = setVariable(environment, name) ?? setVariable(environment, "all_proxy");
  if (set === null) return { kind: "direct", reason: "no variable" };
  if (isExcepted(server, setVariable(environment, "no_proxy")?.value ?? "")) {
    return { kind: "direct", reason: "NO_PROXY" };
  }
  const address = set.value.includes("://") ? set.value : `http://${set.value}`;
  const scheme = /^[a-z0-9+.-]+(?=:)/i.exec(address)?.[0].toLowerCase() ?? "";
  if (scheme !== "http" && scheme !== "https") return { kind: "unusable", problem: otherScheme(set.variable, scheme) };
  if (!URL.canParse(address) || new URL(address).pathname.length > 1) {
    return { kind: "unusable", problem: `${set.variable} is not the address of a proxy. Write it as ${EXAMPLE}` };
  }
  return { kind: "proxy", proxy: { url: new URL(address), variable: set.variable } };
}

/** The proxy for people: its address without credentials, and where it comes from. */
export function shownProxy({ url, variable }: Proxy): string {
  return `${url.protocol}//${url.hostname}:${proxyPort(url)} (${variable})`;
}

export function proxyPort(url: URL): number {
  return Number(url.port) || (url.protocol === "https:" ? 443 : 80);
}

const EXAMPLE = "http://proxy.example.com:3128, or http://USER:PASSWORD@proxy.example.com:3128.";

function otherScheme(variable: string, scheme: string): string {
  const what = scheme.startsWith("socks") ? `a SOCKS proxy (${scheme}://)` : `a proxy of another kind (${scheme}://)`;
  return `${variable} names ${what}; only HTTP proxies can be used. Name one as ${EXAMPLE} Or name the server's host in NO_PROXY.`;
}

/** Lower case first, as curl does it. An empty variable is none. */
function setVariable(environment: ProxyEnvironment, name: string): { variable: string; value: string } | null {
  for (const variable of [name, name.toUpperCase()]) {
    const value = environment[variable]?.trim();
    if (value) return { variable, value };
  }
  return null;
}

/** `NO_PROXY`: hosts with the hosts below them, addresses, networks (`10.0.0.0/8`), each with a port or without; `*` is all. */
function isExcepted(server: URL, exceptions: string): boolean {
  const host = server.hostname.replace(/^\[|\]$/g, "");
  const port = server.port || (server.protocol === "https:" ? "443" : "80");
  return exceptions
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => {
      if (entry === "*") return true;
      const [, bracketed, plain, entryPort] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [null, "", entry];
      if (entryPort !== undefined && entryPort !== port) return false;
      const name = (bracketed || plain || "").replace(/^\*?\./, "").replace(/\.$/, "");
      if (isIP(host) !== 0) return isAddressIn(host, name);
      return name !== "" && (host === name || host.endsWith(`.${name}`));
    });
}

function isAddressIn(address: string, entry: string): boolean {
  const [network = "", prefix] = entry.split("/");
  const family = (text: string) => (isIP(text) === 6 ? "ipv6" : "ipv4");
  if (isIP(network) === 0 || family(network) !== family(address)) return false;
  const bits = prefix === undefined ? (isIP(network) === 6 ? 128 : 32) : Number(prefix);
  if (!Number.isInteger(bits) || bits < 0 || bits > (isIP(network) === 6 ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(network, bits, family(network));
  return list.check(address, family(address));
}

function isThisMachine(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
}
