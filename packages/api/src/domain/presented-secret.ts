import { parseSecret, SECRET_PREFIXES } from "./key-secret.ts";

export type PresentedSecret =
  | { readonly kind: "presented"; readonly secret: string }
  | { readonly kind: "refused"; readonly reason: "key_missing" | "key_malformed" };

const BEARER = /^bearer\s+(.*)$/is;

/** Reads the `Authorization` header (RFC 6750: the scheme's name in any case). Costs no database read. */
export function presentedSecret(authorization: string | undefined): PresentedSecret {
  const token = bearerToken(authorization);
  if (token === null) return { kind: "refused", reason: "key_missing" };
  const secret = parseSecret(token);
  return secret === null ? { kind: "refused", reason: "key_malformed" } : { kind: "presented", secret };
}

export type PresentedManagementSecret =
  | { readonly kind: "absent" }
  | { readonly kind: "malformed" }
  | { readonly kind: "presented"; readonly secret: string };

/** Reads a management key from the same header. A token that does not begin like one is not meant to be one: absent. */
export function presentedManagementSecret(authorization: string | undefined): PresentedManagementSecret {
  const token = bearerToken(authorization);
  if (token === null || !token.startsWith(SECRET_PREFIXES.managementKey)) return { kind: "absent" };
  const secret = parseSecret(token, "managementKey");
  return secret === null ? { kind: "malformed" } : { kind: "presented", secret };
}

function bearerToken(authorization: string | undefined): string | null {
  const token = authorization === undefined ? undefined : BEARER.exec(authorization.trim())?.[1]?.trim();
  return token === undefined || token === "" ? null : token;
}
