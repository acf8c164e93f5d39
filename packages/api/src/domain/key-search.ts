import { foldName } from "./key-name.ts";
import { idSearch, searchedWords, type IdSearch } from "./searched-words.ts";

/** What to look for in which part of a key; null where the searched word can't be. */
export interface KeySearch extends IdSearch {
  /** In the name or the note, in lower case. */
  readonly textHas: string;
  readonly hintBegins: string | null;
}

/** Where keys may contain each word of a searched text: in the name, the note or the id, or at the beginning of the hint. */
export function keySearches(text: string): KeySearch[] {
  return searchedWords(text).map((word) => ({
    textHas: foldName(word),
    ...idSearch(word),
    hintBegins: /^(e|ex|exc|exc_[0-9A-Za-z]{0,4})$/.test(word) ? word : null,
  }));
}
