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

function facetsOf({ neverUsed, shared, ...expiry }: KeyFacetsInput, now: Date): KeyFilter["facets"] {
  const expires = expiryOf(expiry, now);
  return {
    ...(Object.keys(expires).length === 0 ? {} : { expires }),
    ...(neverUsed === undefined ? {} : { neverUsed }),
    ...(shared === undefined ? {} : { shared }),
  };
}

/** Each bound that is named narrows: of two, the narrower one counts. */
function expiryOf(
  { expiresWithinDays, expiresAfter, expiresUntil }: Omit<KeyFacetsInput, "neverUsed" | "shared">,
  now: Date,
): NonNullable<KeyFilter["facets"]["expires"]> {
  const withinDays = expiryAfterDays(expiresWithinDays, now);
  const afters = [...(withinDays === null ? [] : [now]), ...(expiresAfter === undefined ? [] : [expiresAfter])];
  const untils = [...(withinDays === null ? [] : [withinDays]), ...(expiresUntil === undefined ? [] : [expiresUntil])];
  const [after] = afters.toSorted((a, b) => b.getTime() - a.getTime());
  const [until] = untils.toSorted((a, b) => a.getTime() - b.getTime());
  return { ...(after === undefined ? {} : { after }), ...(until === undefined ? {} : { until }) };
}
