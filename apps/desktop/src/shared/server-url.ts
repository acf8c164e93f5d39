/** Pages of the console: in an address that was copied from a browser they are no part of where the server is. */
const PAGE =
  /\/(?:o|overview|keys|executors|events|audit|members|organization|account|connect|setup|sign-in)(?:\/.*)?$/;

/**
 * Reads what a person types as a server's address: `keys.example.com`, `localhost:4700`, `https://example.com/`.
 * Without a scheme, addresses of this machine get `http` and all others `https`. Returns the address without a slash at
 * its end, with the path that the server may be below; null when it is none.
 */
export function readServerUrl(typed: string): string | null {
  const trimmed = typed.trim();
  if (trimmed === "") return null;
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed);
  const text = hasScheme ? trimmed : `${isThisMachine(trimmed) ? "http" : "https"}://${trimmed}`;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isWeb = url.protocol === "http:" || url.protocol === "https:";
  const isPlain = url.username === "" && url.password === "";
  return isWeb && isPlain && url.hostname !== ""
    ? url.origin + url.pathname.replace(PAGE, "").replace(/\/+$/, "")
    : null;
}

/** Whether an address, as typed or as read, is one of this very machine, so that nothing leaves it. */
export function isThisMachine(typed: string): boolean {
  const address = typed.trim().replace(/^https?:\/\//i, "");
  return /^(localhost|127(\.\d+){3}|\[::1\])(?=[:/]|$)/i.test(address);
}
