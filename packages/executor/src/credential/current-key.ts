import type { CredentialSource } from "./credential-source.ts";

/** What came of looking at the source again. */
export type Rereading =
  | { readonly kind: "changed" }
  | { readonly kind: "unchanged" }
  | { readonly kind: "unusable"; readonly problem: string };

/** Keeps the key in use. A source that has gone bad does not take away the key that was read before. */
export class CurrentKey {
  readonly #source: CredentialSource;
  /** Private to the language too, so that printing the object does not print the key. */
  #secret: string | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(source: CredentialSource) {
    this.#source = source;
  }

  get sourceName(): string {
    return this.#source.sourceName;
  }

  /** The key in use; null before the first successful reading. */
  get secret(): string | null {
    return this.#secret;
  }

  /** Reads the source. Readings follow one another, so that the latest one wins. */
  reread(): Promise<Rereading> {
    const reading = this.#last.then(() => this.#read());
    this.#last = reading;
    return reading;
  }

  async #read(): Promise<Rereading> {
    const reading = await this.#source.read();
    if (reading.kind === "unusable") return reading;
    if (reading.secret === this.#secret) return { kind: "unchanged" };
    this.#secret = reading.secret;
    return { kind: "changed" };
  }
}
