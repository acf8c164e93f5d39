/** Hands out one string for equal ones: a database driver makes a new one for every row. Bounded. */
export class SharedTexts {
  readonly #capacity: number;
  readonly #texts = new Map<string, string>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  of(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size >= this.#capacity) this.#texts.clear();
    this.#texts.set(text, text);
    return text;
  }
}
