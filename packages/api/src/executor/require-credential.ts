import { refuseSync } from "../domain/refusal.ts";
import type { CachedCredential, CredentialLookup } from "../ports/credentials.ts";

/** The credential that was found. @throws Refusal `key_unknown`, `rate_limited` or `unavailable`. */
export function requireCredential(lookup: CredentialLookup): CachedCredential {
  switch (lookup.kind) {
    case "found":
      return lookup.credential;
    case "unknown":
      throw refuseSync("key_unknown");
    case "rateLimited":
      throw refuseSync("rate_limited", { retryAfterMs: lookup.retryAfterMs });
    case "unavailable":
      throw refuseSync("unavailable");
  }
}
