const LONGEST = 300;

/** Looser than a whole key on purpose: a key that was cut short is no one else's business either. */
const KEY_OR_PART_OF_ONE = /ex[cm]_[0-9A-Za-z_]{5,}/g;

/**
 * Makes words from elsewhere safe to log: one line, no control characters, no secret, not long.
 * @returns null when it is no text, or nothing is left of it.
 */
export function plainText(words: unknown): string | null {
  if (typeof words !== "string") return null;
  const line = withoutSecrets(words)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, " ")
    .trim();
  if (line === "") return null;
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** Replaces everything that looks like a key, or like a good part of one. */
export function withoutSecrets(text: string): string {
  return text.replace(KEY_OR_PART_OF_ONE, (secret) => `${secret.slice(0, 4)}…`);
}
