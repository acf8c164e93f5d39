/**
 * The request header by which an executor whose key is unknown says which organization accepted it last, and with which key. It
 * comes after the first `key_unknown`, with each further try: `org_…/key_…`. Servers that do not know it ignore it. The answer is
 * the same with it and without it, and nothing in it is believed: it is noted for the managers of that organization.
 */
export const LAST_ACCEPTED_HEADER = "excalibur-last-accepted";

export interface LastAccepted {
  readonly organizationId: string;
  readonly keyId: string;
}

const SHAPE = /^(org_[0-9a-hjkmnp-tv-z]{26})\/(key_[0-9a-hjkmnp-tv-z]{26})$/;

/** @returns the header's value; null for ids that no server of this kind gives. */
export function writeLastAccepted({ organizationId, keyId }: LastAccepted): string | null {
  const text = `${organizationId}/${keyId}`;
  return SHAPE.test(text) ? text : null;
}

/** @returns null for anything else than `writeLastAccepted` writes. */
export function readLastAccepted(text: string | readonly string[] | undefined): LastAccepted | null {
  const [, organizationId, keyId] = (typeof text === "string" && SHAPE.exec(text)) || [];
  return organizationId === undefined || keyId === undefined ? null : { organizationId, keyId };
}
