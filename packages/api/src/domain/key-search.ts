import { foldName } from "./key-name.ts";

/** What to look for in which part of a key; null where the searched word can't be. */
export interface KeySearch {
  /** In the name or the note, in lower case. */
  readonly textHas: string;
  readonly idHas: string | null;
  /** How the id ends, of an id as it is displayed: `key_01m8…xnp2`. */
  readonly idEnds: string | null;
  readonly hintBegins: string | null;
}

/** More words than these narrow nothing further. */
const MAX_WORDS = 10;

const DISPLAYED_ID = /^([0-9a-z_]+)(?:…|\.\.\.)([0-9a-z]+)$/;

/** Where keys may contain each word of a searched text: in the name, the note or the id, or at the beginning of the hint. */
export function keySearches(text: string): KeySearch[] {
  const words = new Set(text.split(/\s+/u).filter((word) => word !== ""));
  return [...words].slice(0, MAX_WORDS).map(keySearch);
}

function keySearch(word: string): KeySearch {
  const id = word.toLowerCase();
  const displayed = DISPLAYED_ID.exec(id);
  return {
    textHas: foldName(word),
    idHas: displayed?.[1] ?? (/^[0-9a-z_]*$/.test(id) ? id : null),
    idEnds: displayed?.[2] ?? null,
    hintBegins: /^(e|ex|exc|exc_[0-9A-Za-z]{0,4})$/.test(word) ? word : null,
  };
}
