import type { ApiKeyView } from "@excalibur/api/contract";

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

/** A key that was issued a moment ago, with the secret that only this answer has. */
export interface IssuedKey {
  key: ApiKeyView;
  secret: OneTimeSecret;
  /** The key it took the place of, when it came from a rotation. */
  replaced: ApiKeyView | null;
}
