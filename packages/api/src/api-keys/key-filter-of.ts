import type { KeyFacetsInput, KeyFilterInput } from "../contract/api-keys.ts";
import { expiryAfterDays } from "../domain/key-expiry.ts";
import type { KeyStatus } from "../domain/key-status.ts";
import type { KeyFilter } from "../ports/api-key-store.ts";

/** The filter that a client names, as the store takes it: what is absent narrows nothing. */
export function keyFilterOf(
  organizationId: string,
  { search, status, executorId, facets }: KeyFilterInput,
  now: Date,
): KeyFilter & { readonly status: KeyStatus | null } {
  return {
    organizationId,
    search: search === undefined || search === "" ? null : search,
    executorId: executorId ?? null,
    facets: facetsOf(facets ?? {}, now),
    status: status ?? null,
  };
}

function facetsOf({ expiresWithinDays, neverUsed, shared }: KeyFacetsInput, now: Date): KeyFilter["facets"] {
  const until = expiryAfterDays(expiresWithinDays, now);
  return {
    ...(until === null ? {} : { expires: { after: now, until } }),
    ...(neverUsed === undefined ? {} : { neverUsed }),
    ...(shared === undefined ? {} : { shared }),
  };
}
