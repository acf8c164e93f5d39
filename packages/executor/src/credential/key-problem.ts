import { parseSecret } from "@excalibur/api/contract";

const LENGTH = 53;

/** A key, or what is wrong with the text that should have been one. The words never quote the text. */
export type KeyReading =
  | { readonly kind: "key"; readonly secret: string }
  | { readonly kind: "unusable"; readonly problem: string };

export function unusable(problem: string): KeyReading {
  return { kind: "unusable", problem };
}

/** Reads a key as a person, a file or a variable gives it: white space around it does not matter. */
export function readKey(text: string): KeyReading {
  const secret = parseSecret(text);
  return secret === null ? unusable(describeProblem(text.trim())) : { kind: "key", secret };
}

function describeProblem(text: string): string {
  if (text === "") return "it is empty";
  if (text.includes("\0")) return "it holds zero bytes: save it as plain text (UTF-8 without UTF-16)";
  if (text.includes("\n")) return "it holds several lines: only the key may stand in it";
  const inside = /\bexc_[0-9A-Za-z]{49}\b/.exec(text)?.[0];
  if (inside !== undefined && inside !== text && parseSecret(inside) !== null) {
    return "there is a key in it, but also other text around the key (quotes, or a 'NAME='): only the key may stand in it";
  }
  if (text.startsWith("exm_"))
    return "it starts with 'exm_', so it is a management key: executors need an API key, 'exc_…'";
  if (!text.startsWith("exc_")) return "it does not start with 'exc_', so it is not an API key";
  if (text.length !== LENGTH) {
    const verb = text.length < LENGTH ? "it was cut short" : "something was added to it";
    return `it has ${text.length} characters, an API key has ${LENGTH}: ${verb}`;
  }
  const strange = text.slice(4).search(/[^0-9A-Za-z]/);
  if (strange >= 0) return `its character ${strange + 5} can't be part of an API key: it was mistyped`;
  return "its checksum is wrong: at least one character was mistyped";
}
