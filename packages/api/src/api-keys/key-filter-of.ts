import type { KeyFacetsInput, KeyFilterInput } from "../contract/api-keys.ts";
import { expiryAfterDays } from "../domain/key-expiry.ts";
import { readLabel } from "../domain/labels.ts";
import type { KeyStatus } from "../domain/key-status.ts";
import type { KeyFilter } from "../ports/api-key-store.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

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

/** Whether a filter narrows nothing. */
export function isOfAllKeys({ search, executorId, facets, status }: ReturnType<typeof keyFilterOf>): boolean {
  return search === null && executorId === null && status === null && Object.keys(facets).length === 0;
}

function facetsOf(facets: KeyFacetsInput, now: Date): KeyFilter["facets"] {
  const { neverUsed, shared, unusedForDays, createdById, ownerId, labels, ...expiry } = facets;
  const expires = expiryOf(expiry, now);
  return {
    ...(Object.keys(expires).length === 0 ? {} : { expires }),
    ...(neverUsed === undefined ? {} : { neverUsed }),
    ...(shared === undefined ? {} : { shared }),
    ...(unusedForDays === undefined ? {} : { unusedSince: new Date(now.getTime() - unusedForDays * DAY_MS) }),
    ...(createdById === undefined ? {} : { createdById }),
    ...(ownerId === undefined ? {} : { ownerId: ownerId === "none" ? null : ownerId }),
    ...(labels === undefined ? {} : { labels: labels.map(readLabel) }),
  };
}

/** Each bound that is named narrows: of two, the narrower one counts. */
function expiryOf(
  {
    expiresWithinDays,
    expiresAfter,
    expiresUntil,
  }: Pick<KeyFacetsInput, "expiresWithinDays" | "expiresAfter" | "expiresUntil">,
  now: Date,
): NonNullable<KeyFilter["facets"]["expires"]> {
  const withinDays = expiryAfterDays(expiresWithinDays, now);
  const afters = [...(withinDays === null ? [] : [now]), ...(expiresAfter === undefined ? [] : [expiresAfter])];
  const untils = [...(withinDays === null ? [] : [withinDays]), ...(expiresUntil === undefined ? [] : [expiresUntil])];
  const [after] = afters.toSorted((a, b) => b.getTime() - a.getTime());
  const [until] = untils.toSorted((a, b) => a.getTime() - b.getTime());
  return { ...(after === undefined ? {} : { after }), ...(until === undefined ? {} : { until }) };
}
