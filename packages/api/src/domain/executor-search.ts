import { foldName } from "./key-name.ts";
import { idSearch, searchedWords, type IdSearch } from "./searched-words.ts";

/** What to look for in which part of an executor; null where the searched word can't be. */
export interface ExecutorSearch extends IdSearch {
  /** In the name, the note, a label, the host or the bound key's name, in lower case. */
  readonly textHas: string;
  readonly addressBegins: string | null;
}

/** Of IPv4 or IPv6, with a dot or a colon at least: an executor has a thousand other numbers. */
const BEGINS_ADDRESS = /^([0-9]{1,3}\.[0-9.]*|[0-9a-f]{0,4}:[0-9a-f:.]*)$/;

/** Where executors may contain each word of a searched text. */
export function executorSearches(text: string): ExecutorSearch[] {
  return searchedWords(text).map((word) => {
    const textHas = foldName(word);
    return { textHas, ...idSearch(word), addressBegins: BEGINS_ADDRESS.test(textHas) ? textHas : null };
  });
}
