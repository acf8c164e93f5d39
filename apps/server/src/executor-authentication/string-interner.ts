/** Returns one string for equal ones: a database driver makes a new one for every row. Holds a bounded number. */
export class StringInterner {
  readonly #capacity: number;
  readonly #strings = new Map<string, string>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  intern(text: string): string {
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    if (this.#strings.size >= this.#capacity) this.#strings.clear();
    this.#strings.set(text, text);
    return text;
  }
}
