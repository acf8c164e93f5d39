/**
 * A secret for as long as it is on screen. React keeps old states and props for a while, so they hold this box and never
 * the text: once forgotten, the text is gone from all of them.
 */
export class OneTimeSecret {
  #text: string | null;

  constructor(text: string) {
    this.#text = text;
  }

  /** The secret; empty once it was forgotten. */
  reveal(): string {
    return this.#text ?? "";
  }

  forget(): void {
    this.#text = null;
  }
}
