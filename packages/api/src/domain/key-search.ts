import { foldName } from "./key-name.ts";

/** What to look for in which part of a key; null where the searched text can't be. */
export interface KeySearch {
  /** In the name in lower case. */
  readonly nameHas: string;
  readonly idHas: string | null;
  readonly hintBegins: string | null;
}

/** Where keys may hold a text that somebody searches for: somewhere in the name or the id, or at the hint's beginning. */
export function keySearch(text: string): KeySearch {
  const id = text.toLowerCase();
  return {
    nameHas: foldName(text),
    idHas: /^[0-9a-z_]*$/.test(id) ? id : null,
    hintBegins: /^(e|ex|exc|exc_[0-9A-Za-z]{0,4})$/.test(text) ? text : null,
  };
}
