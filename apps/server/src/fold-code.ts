/** Crockford's base32: nothing in it can be misread for something else. */
export const UNMISTAKABLE_CHARACTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The form of a typed code in which codes are compared. Case, spaces and hyphens of every kind
 * don't matter; letters that look like digits are read as those digits.
 */
export function foldCode(code: string): string {
  return code
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}\p{Cf}\u2212]/gu, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
}
