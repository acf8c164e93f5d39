const DISPLAYED = /^([0-9a-z_]+)(?:…|\.\.\.)([0-9a-z]+)$/;

/** Which part of an id a searched word may be; each null where it can be none. */
export interface IdSearch {
  /** Anywhere in the id or, of an id as it is displayed (`key_01m8…xnp2`), before its dots. */
  readonly idHas: string | null;
  /** How such an id ends. */
  readonly idEnds: string | null;
}

export function idSearch(word: string): IdSearch {
  const id = word.toLowerCase();
  const displayed = DISPLAYED.exec(id);
  return { idHas: displayed?.[1] ?? (/^[0-9a-z_]*$/.test(id) ? id : null), idEnds: displayed?.[2] ?? null };
}

/** More words than these narrow nothing further. */
const MAX_WORDS = 10;

/** The words of a searched text, each once. */
export function searchedWords(text: string): string[] {
  return [...new Set(text.split(/\s+/u).filter((word) => word !== ""))].slice(0, MAX_WORDS);
}
