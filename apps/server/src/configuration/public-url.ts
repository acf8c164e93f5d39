/** Names that the server itself answers below its address: a base path that begins with one would be ambiguous. */
const OWN_NAMES = ["api", "assets", "healthz", "install", "livez", "metrics", "readyz", "trpc", "v1"];

/** What is wrong with an address that people and executors are to use, as words behind its setting's name; null when nothing is. */
export function publicUrlMistake(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || !/^https?:\/\//i.test(text)) {
    return "is not an http:// or https:// address";
  }
  if (url.username !== "" || url.password !== "") return "holds a user name or password: leave them out";
  if (text.includes("?")) return "has a query (?…): leave it out";
  if (text.includes("#")) return "has a fragment (#…): leave it out";
  const [first = ""] = url.pathname.split("/").filter((name) => name !== "");
  if (!/^(\/[\w.~-]+)*\/*$/.test(url.pathname))
    return "has a path with other characters than letters, digits, and - . _ ~";
  if (OWN_NAMES.includes(first))
    return `has a path that begins with /${first}, which is an address of the server's own`;
  return null;
}

/** The path below which the server is reached, such as `/excalibur`; empty when it has the whole host. */
export function basePathOf(publicUrl: string): string {
  return new URL(publicUrl).pathname.replace(/\/+$/, "");
}

/** An address as it is written everywhere: in lower case up to the path, without a slash at the end. */
export function normalizePublicUrl(text: string): string {
  return new URL(text).origin + basePathOf(text);
}

/** The address of a request without the base, which a proxy may have taken off already. */
export function withoutBasePath(url: string, basePath: string): string {
  if (basePath === "" || !url.startsWith(basePath)) return url;
  const rest = url.slice(basePath.length);
  if (rest.startsWith("/")) return rest;
  return rest === "" || rest.startsWith("?") ? `/${rest}` : url;
}

/** Whether a host's name, as `URL` writes it, leads every machine to itself. */
export function isThisMachine(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** Where people and executors reach the server, as configured or else as it listens. */
export function publicUrlOf(
  { publicUrl, host, port }: { readonly publicUrl: string | null; readonly host: string; readonly port: number },
  actualPort: number = port,
): string {
  if (publicUrl !== null) return publicUrl;
  // Listening on every interface is no address to hand out.
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${actualPort}`;
}
