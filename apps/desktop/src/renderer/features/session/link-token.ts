import { linkToken } from "@excalibur/api/contract";

/**
 * The secret of a link, which stands in its address after `#`: no browser sends that part anywhere.
 * @returns null when it is not all there
 */
export function readLinkToken(hash: string): string | null {
  return linkToken.safeParse(hash.replace(/^#/, "")).data ?? null;
}
