import { createHmac } from "node:crypto";
import { basePathOf } from "../configuration/public-url.ts";

/** What every cookie of this server has in common. */
export interface CookieRules {
  /** What their names begin with, before a dot. */
  readonly prefix: string;
  /** Browsers send them over TLS only; their names begin with `__Secure-`, so that nothing else can set them. */
  readonly isSecure: boolean;
  /** Browsers send them to addresses below it only. */
  readonly path: string;
}

/**
 * Cookies know no ports, so two servers on one host see each other's. Names made of the secret, which each installation has
 * for itself and all its server processes share, keep them apart.
 */
export function cookieRules({ authSecret, publicUrl }: { authSecret: string; publicUrl: string }): CookieRules {
  const digest = createHmac("sha256", authSecret).update("excalibur cookie names").digest("hex");
  const prefix = `excalibur_${digest.slice(0, 8)}`;
  return { prefix, isSecure: publicUrl.startsWith("https:"), path: basePathOf(publicUrl) || "/" };
}

/** The name of a cookie as browsers know it. */
export function cookieName({ prefix, isSecure }: CookieRules, name: string): string {
  return `${isSecure ? "__Secure-" : ""}${prefix}.${name}`;
}

/** The value of a cookie in a `Cookie` header, as it was sent; null when it is not there. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? "").split(";")) {
    const equals = pair.indexOf("=");
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return null;
}
