import { textProblem } from "./shown-text.ts";

export const MAX_KEY_NAME_LENGTH = 32;

const DATE_SUFFIX = / \d{6}$/;

/**
 * Cuts a name to at most `length` UTF-16 units, never through a surrogate pair or a flag, and leaves no white space and no
 * joiner at the end.
 */
export function cutName(name: string, length: number = MAX_KEY_NAME_LENGTH): string {
  const end = isHighSurrogate(name, length - 1) ? length - 1 : length;
  let cut = name.slice(0, end).trimEnd();
  while (textProblem(cut) === "hidden_characters") cut = [...cut].slice(0, -1).join("").trimEnd();
  return cut;
}

/**
 * The successor's name: the old one with today's date (UTC) as `YYMMDD`, in place of an earlier date.
 * `prod` → `prod 260601` → `prod 260715`.
 */
export function rotatedName(name: string, now: Date): string {
  const suffix = ` ${now.toISOString().slice(2, 10).replaceAll("-", "")}`;
  return cutName(name.replace(DATE_SUFFIX, ""), MAX_KEY_NAME_LENGTH - suffix.length) + suffix;
}

/** What search and sort by name compare. Composed last, because some letters only come apart in lower case. */
export function foldName(name: string): string {
  return name.toLowerCase().normalize("NFC");
}

function isHighSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return index < text.length - 1 && unit >= 0xd800 && unit <= 0xdbff;
}
