import { encodeBase62, encodeSmallBase62 } from "./base62.ts";
import { crc32 } from "./crc32.ts";

/** Random bytes in a secret: 256 bits, so that a plain SHA-256 at rest is enough. */
export const SECRET_RANDOM_BYTES = 32;

const PREFIX = "exc_";
const RANDOM_CHARACTERS = 43;
const CHECKSUM_CHARACTERS = 6;
const HINT_CHARACTERS = 8;
const CHECKED_CHARACTERS = PREFIX.length + RANDOM_CHARACTERS;
/** Of a whole secret, in characters. */
export const SECRET_LENGTH = CHECKED_CHARACTERS + CHECKSUM_CHARACTERS;
const SHAPE = /^exc_[0-9A-Za-z]{49}$/;

/**
 * Finds secrets inside any text, to redact or report them. It asks for no word boundary: in escaped text (`\nexc_…`,
 * `%20exc_…`) a letter or digit may stand right before a secret.
 */
export const SECRET_PATTERN = /exc_[0-9A-Za-z]{49}/g;

/** Makes the `exc_…` secret of 53 characters from 32 random bytes. */
export function formatSecret(randomBytes: Uint8Array): string {
  if (randomBytes.length !== SECRET_RANDOM_BYTES) {
    throw new RangeError(`a secret needs ${SECRET_RANDOM_BYTES} random bytes, not ${randomBytes.length}`);
  }
  const body = PREFIX + encodeBase62(randomBytes, RANDOM_CHARACTERS);
  return body + checksumOf(body);
}

/**
 * Reads a secret as a person or a file gives it: surrounding white space is dropped, shape and checksum are checked.
 * @returns the secret, or null for anything that can't be a real key (a typo, a truncated paste).
 */
export function parseSecret(text: string): string | null {
  const secret = text.trim();
  if (!SHAPE.test(secret)) return null;
  return checksumOf(secret.slice(0, CHECKED_CHARACTERS)) === secret.slice(CHECKED_CHARACTERS) ? secret : null;
}

/** The first characters of a secret (`exc_a1B2`): enough for a person to recognise it, useless to anyone else. */
export function hintOf(secret: string): string {
  return secret.slice(0, HINT_CHARACTERS);
}

function checksumOf(body: string): string {
  return encodeSmallBase62(crc32(body), CHECKSUM_CHARACTERS);
}
