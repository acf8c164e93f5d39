import { foldName } from "./key-name.ts";

/** What to look for in which part of a key; null where the searched text can't be. */
export interface KeySearch {
  /** In the name or the note, in lower case. */
  readonly textHas: string;
  readonly idHas: string | null;
  readonly hintBegins: string | null;
}

/** Where keys may contain a searched text: in the name, the note or the id, or at the beginning of the hint. */
export function keySearch(text: string): KeySearch {
  const id = text.toLowerCase();
  return {
    textHas: foldName(text),
    idHas: /^[0-9a-z_]*$/.test(id) ? id : null,
    hintBegins: /^(e|ex|exc|exc_[0-9A-Za-z]{0,4})$/.test(text) ? text : null,
  };
}
