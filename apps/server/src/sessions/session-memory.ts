/**
 * Which session a cookie or token was found to be of: what was proved once need not be proved again. It opens nothing by
 * itself: whether the session is still there, the database is asked every time. Of this process alone, and bounded.
 */
export class SessionMemory {
  readonly #capacity: number;
  readonly #sessionIds = new Map<string, string>();

  /** @param capacity held at most; the one used longest ago goes first. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The id of the session that these credentials are of, by their hash. */
  find(credentialsHash: string): string | undefined {
    const sessionId = this.#sessionIds.get(credentialsHash);
    if (sessionId !== undefined) this.remember(credentialsHash, sessionId);
    return sessionId;
  }

  remember(credentialsHash: string, sessionId: string): void {
    // A map keeps the order in which its entries came.
    this.#sessionIds.delete(credentialsHash);
    this.#sessionIds.set(credentialsHash, sessionId);
    if (this.#sessionIds.size <= this.#capacity) return;
    const oldest = this.#sessionIds.keys().next();
    if (!oldest.done) this.#sessionIds.delete(oldest.value);
  }

  forget(credentialsHash: string): void {
    this.#sessionIds.delete(credentialsHash);
  }
}
