import { encodeBase62, encodeSmallBase62 } from "./base62.ts";
import { crc32 } from "./crc32.ts";

/** Random bytes in a secret: 256 bits, so that a plain SHA-256 at rest is enough. */
export const SECRET_RANDOM_BYTES = 32;

/** What the secrets of each kind of key begin with. All prefixes have the same length. */
export const SECRET_PREFIXES = { apiKey: "exc_", managementKey: "exm_" } as const;
export type SecretKind = keyof typeof SECRET_PREFIXES;

const RANDOM_CHARACTERS = 43;
const CHECKSUM_CHARACTERS = 6;
const HINT_CHARACTERS = 8;
const CHECKED_CHARACTERS = SECRET_PREFIXES.apiKey.length + RANDOM_CHARACTERS;
/** Of a whole secret, in characters. */
export const SECRET_LENGTH = CHECKED_CHARACTERS + CHECKSUM_CHARACTERS;
const BODY = /^[0-9A-Za-z]{49}$/;

/**
 * Finds secrets inside any text, to redact or report them. It asks for no word boundary: in escaped text (`\nexc_…`,
 * `%20exc_…`) a letter or digit may stand right before a secret.
 */
export const SECRET_PATTERN = /ex[cm]_[0-9A-Za-z]{49}/g;

/** Makes a secret of 53 characters from 32 random bytes: `exc_…`, or `exm_…` for a management key. */
export function formatSecret(randomBytes: Uint8Array, kind: SecretKind = "apiKey"): string {
  if (randomBytes.length !== SECRET_RANDOM_BYTES) {
    throw new RangeError(`a secret needs ${SECRET_RANDOM_BYTES} random bytes, not ${randomBytes.length}`);
  }
  const body = SECRET_PREFIXES[kind] + encodeBase62(randomBytes, RANDOM_CHARACTERS);
  return body + checksumOf(body);
}

/**
 * Reads a secret as a person or a file gives it: surrounding white space is dropped, shape and checksum are checked.
 * @returns the secret, or null for anything that can't be a real key of this kind (a typo, a truncated paste).
 */
export function parseSecret(text: string, kind: SecretKind = "apiKey"): string | null {
  const secret = text.trim();
  const prefix = SECRET_PREFIXES[kind];
  if (!secret.startsWith(prefix) || !BODY.test(secret.slice(prefix.length))) return null;
  return checksumOf(secret.slice(0, CHECKED_CHARACTERS)) === secret.slice(CHECKED_CHARACTERS) ? secret : null;
}

/** The first characters of a secret (`exc_a1B2`): enough for a person to recognise it, useless to anyone else. */
export function hintOf(secret: string): string {
  return secret.slice(0, HINT_CHARACTERS);
}

function checksumOf(body: string): string {
  return encodeSmallBase62(crc32(body), CHECKSUM_CHARACTERS);
}
