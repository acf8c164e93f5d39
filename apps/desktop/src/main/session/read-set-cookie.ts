export interface ServerCookie {
  readonly name: string;
  readonly value: string;
  /** Milliseconds since 1970; null for a cookie that ends with the session. */
  readonly expiresAt: number | null;
}

/**
 * The `Set-Cookie` headers of an answer, one by one. Electron's `fetch` joins them into one by commas, which no other
 * comma in them is followed by a name and `=` as they are: dates have none behind theirs.
 */
export function setCookiesOf(headers: Headers): string[] {
  return headers.getSetCookie().flatMap((header) => header.split(/,\s*(?=[^\s;,=]+=)/));
}

/** Reads the parts of a `Set-Cookie` header that matter for sending the cookie back to the same origin (RFC 6265, 5.2). */
export function readSetCookie(header: string, now: number): ServerCookie | null {
  const [pair = "", ...attributes] = header.split(";");
  const equals = pair.indexOf("=");
  if (equals < 1) return null;
  return {
    name: pair.slice(0, equals).trim(),
    value: pair.slice(equals + 1).trim(),
    expiresAt: expiryOf(attributes, now),
  };
}

/** `Max-Age` wins over `Expires`, as the RFC has it. */
function expiryOf(attributes: string[], now: number): number | null {
  const read = (name: string) => {
    const attribute = attributes.map((text) => text.trim()).find((text) => text.toLowerCase().startsWith(`${name}=`));
    return attribute?.slice(name.length + 1);
  };
  const maxAge = Number(read("max-age") ?? Number.NaN);
  if (Number.isFinite(maxAge)) return now + maxAge * 1000;
  const expires = Date.parse(read("expires") ?? "");
  return Number.isNaN(expires) ? null : expires;
}
