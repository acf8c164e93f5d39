import type { CredentialSource } from "./credential-source.ts";

/** What came of looking at the source again. */
export type Rereading =
  | { readonly kind: "changed" }
  | { readonly kind: "unchanged" }
  | { readonly kind: "unusable"; readonly problem: string };

/**
 * Keeps the key in use: the one that the source holds, or a candidate that is on trial in its place. A source that has gone bad
 * does not take away the key that was read before; one that holds another key ends the trial.
 */
export class CurrentKey {
  readonly #source: CredentialSource;
  /** Private to the language too, so that printing the object does not print the key. */
  #ofSource: string | null = null;
  #candidate: string | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(source: CredentialSource) {
    this.#source = source;
  }

  get sourceName(): string {
    return this.#source.sourceName;
  }

  /** The key in use; null before the first successful reading. */
  get secret(): string | null {
    return this.#candidate ?? this.#ofSource;
  }

  /** The key that the source held when it was last read. */
  get ofSource(): string | null {
    return this.#ofSource;
  }

  get isOnTrial(): boolean {
    return this.#candidate !== null;
  }

  /** Uses a candidate from now on. */
  try(candidate: string): void {
    this.#candidate = candidate;
  }

  /** Ends a trial: the candidate is the key now, or the key of the source is used again. */
  endTrial(outcome: "adopted" | "refused"): void {
    if (outcome === "adopted") this.#ofSource = this.secret;
    this.#candidate = null;
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
    // The candidate itself, which has just taken the place of the key.
    if (reading.secret === this.#ofSource || reading.secret === this.#candidate) return { kind: "unchanged" };
    this.#ofSource = reading.secret;
    this.#candidate = null;
    return { kind: "changed" };
  }
}
