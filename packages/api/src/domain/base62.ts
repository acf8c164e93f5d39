const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE = 62n;

/**
 * Writes an unsigned big-endian number in base62 (`0-9A-Za-z`), padded with zeros on the left.
 * @throws RangeError when the number needs more than `width` characters.
 */
export function encodeBase62(bytes: Uint8Array, width: number): string {
  let rest = 0n;
  for (const byte of bytes) rest = (rest << 8n) | BigInt(byte);
  let text = "";
  while (rest > 0n) {
    text = ALPHABET.charAt(Number(rest % BASE)) + text;
    rest /= BASE;
  }
  if (text.length > width) throw new RangeError(`the number needs ${text.length} base62 characters, not ${width}`);
  return text.padStart(width, "0");
}

/** The same for a number below 2^53, many times cheaper: every presentation of a key needs its checksum. */
export function encodeSmallBase62(number: number, width: number): string {
  let text = "";
  for (let rest = number; rest > 0 || text.length < width; rest = Math.floor(rest / ALPHABET.length)) {
    text = ALPHABET.charAt(rest % ALPHABET.length) + text;
  }
  if (text.length > width) throw new RangeError(`the number needs ${text.length} base62 characters, not ${width}`);
  return text;
}
