import { holdsSecret, LOOKS_LIKE_A_KEY, TEXT_PROBLEMS, textProblem, type ExecutorKind } from "@excalibur/api/contract";

/*
 * The rules of the contract for what the command line gives to a sync, once more by hand: the contract's own schemas
 * would bring a validation library, 8 MB in a process of 50. A test holds the two together.
 */

const KINDS = { agent: true, operator: true } as const satisfies Record<ExecutorKind, true>;

export const MAX_HOST_LENGTH = 255;

/** @returns what is wrong with an executor's name, or null */
export function nameProblem(name: string): string | null {
  if (holdsSecret(name)) return LOOKS_LIKE_A_KEY;
  if (name.length > 64) return "An executor's name has at most 64 characters.";
  if (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) return null;
  return "Letters, digits, '.', '_' and '-' only, starting with a letter or digit.";
}

export function isKind(kind: string): kind is ExecutorKind {
  return Object.hasOwn(KINDS, kind);
}

/** @returns what is wrong with a line of at most 255 characters, or null */
export function shortLineProblem(text: string): string | null {
  const line = text.trim().normalize("NFC");
  if (line === "") return "It is empty.";
  if (holdsSecret(line)) return LOOKS_LIKE_A_KEY;
  const problem = textProblem(line);
  if (problem !== null) return TEXT_PROBLEMS[problem];
  return line.length > MAX_HOST_LENGTH ? `At most ${MAX_HOST_LENGTH} characters.` : null;
}
