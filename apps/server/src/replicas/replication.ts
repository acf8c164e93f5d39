import type { InvalidationScope, RevocationReceipt } from "@excalibur/api/server";

/** An invalidation as its transaction has recorded it. */
export interface Invalidation {
  readonly scope: InvalidationScope;
  /** Follows the order of commits; 0 where there is one server process. */
  readonly number: number;
}

/** What makes an answer from memory as good as one from the database, however many server processes there are. */
export interface Replication {
  /** Whether this process may answer from memory now, and keep what a read that begins now will find. */
  mayTrustMemory(): boolean;
  /**
   * Waits, after the commit, until every server process has forgotten the credentials or may not answer from memory any
   * more. Once it has resolved, no request that begins is judged by what was known of them before. Does not reject.
   */
  waitUntilEnforced(invalidation: Invalidation): Promise<RevocationReceipt>;
  /** Sends texts to the other processes, without waiting. A process that is not connected never receives them. */
  sendToPeers(texts: readonly string[]): void;
  /** Resolves when this process takes part, or can't yet for want of a database: then it goes on trying. */
  start(): Promise<void>;
  /** Ends the lease, so that no revocation waits for this process. To be called when the last answer is sent. */
  stop(): Promise<void>;
}
