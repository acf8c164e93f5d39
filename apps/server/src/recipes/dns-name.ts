import { createHash } from "node:crypto";

/** With `excalibur-` before it, a label of DNS: at most 63 characters. */
const MAX_LENGTH = 53;
const HASH_LENGTH = 12;
const PLAIN = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const ENDS_LIKE_A_HASH = new RegExp(`-[0-9a-f]{${HASH_LENGTH}}$`);

/**
 * The name of an executor as Kubernetes takes names: lower-case letters, digits and hyphens. A name that is one already stays
 * as it is; any other, and any that could be mistaken for such a one, gets a hash at its end. So no two names
 * become the same.
 */
export function dnsNameOf(name: string): string {
  if (PLAIN.test(name) && name.length <= MAX_LENGTH && !ENDS_LIKE_A_HASH.test(name)) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, HASH_LENGTH);
  const words = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_LENGTH - HASH_LENGTH - 1)
    .replaceAll(/^-+|-+$/g, "");
  return words === "" ? hash : `${words}-${hash}`;
}
