import { SECRET_PATTERN } from "./key-secret.ts";

/** Half of a surrogate pair, control characters, line and paragraph separators: what not every log and database holds on one line. */
const BREAKS_A_LINE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Characters that change the direction of text, and invisible characters: with them a name can look like another one. */
const HIDDEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/**
 * Where such characters have a use: flags of regions, keycaps, and one selector and one joiner after a letter or emoji outside
 * of ASCII, the joiner only before another one. Several scripts are written with them.
 */
const OF_USE =
  /\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f}|[0-9#*]\ufe0f\u20e3|(?!\p{Default_Ignorable_Code_Point})[^\p{ASCII}\p{Z}\p{C}]\p{Variation_Selector}?(?:\p{Join_Control}(?=[^\p{ASCII}\p{Z}\p{C}]))?/gu;

/** Accents that stand on nothing, and so many on one letter that they paint over the lines around it. */
const LOOSE_MARKS = /^\p{M}|\p{Mn}{5}/u;

/** U+2800 is a symbol by its category, and blank on the screen. */
const VISIBLE = /(?!\p{Default_Ignorable_Code_Point}|\u2800)[\p{L}\p{N}\p{P}\p{S}]/u;

/** Why a text may not be shown to other people than its author. */
export type TextProblem = keyof typeof TEXT_PROBLEMS;

export const TEXT_PROBLEMS = {
  breaks_a_line: "No control characters such as line breaks or tabs, please, and no broken ones.",
  hidden_characters: "No invisible characters, please, nor ones that turn the direction of the text.",
  loose_marks: "No accents without a letter, please, and at most four on one.",
  nothing_visible: "Enter at least one visible character.",
} as const;

export const LOOKS_LIKE_A_KEY = "This looks like an API key; it would be kept in the log for ever. Leave it out.";

/** What is wrong with a text that one person types, or an executor sends, and another person reads. */
export function textProblem(text: string): TextProblem | null {
  if (BREAKS_A_LINE.test(text)) return "breaks_a_line";
  if (HIDDEN.test(text.replaceAll(OF_USE, ""))) return "hidden_characters";
  if (!VISIBLE.test(text)) return "nothing_visible";
  return LOOSE_MARKS.test(text) ? "loose_marks" : null;
}

/** Whether a text holds what looks like a secret, so that it must be kept nowhere. */
export function holdsSecret(text: string): boolean {
  return text.search(SECRET_PATTERN) !== -1;
}
