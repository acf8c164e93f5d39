import { parseSecret } from "./key-secret.ts";

export type PresentedSecret =
  | { readonly kind: "presented"; readonly secret: string }
  | { readonly kind: "refused"; readonly reason: "key_missing" | "key_malformed" };

const BEARER = /^bearer\s+(.*)$/is;

/** Reads the `Authorization` header (RFC 6750: the scheme's name in any case). Costs no database read. */
export function presentedSecret(authorization: string | undefined): PresentedSecret {
  const token = authorization === undefined ? undefined : BEARER.exec(authorization.trim())?.[1];
  if (token === undefined || token.trim() === "") return { kind: "refused", reason: "key_missing" };
  const secret = parseSecret(token);
  return secret === null ? { kind: "refused", reason: "key_malformed" } : { kind: "presented", secret };
}
