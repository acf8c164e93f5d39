import type { CredentialSource } from "@excalibur/api/server";

/** What makes an answer from memory as good as one from the database, however many server processes there are. */
export interface Replication {
  /** Whether this process may answer from memory now, and keep what a read that begins now will find. */
  mayTrustMemory(): boolean;
  readonly settle: CredentialSource["settle"];
  /** Tells the other processes something, without waiting; who is not connected never hears of it. */
  tell(texts: readonly string[]): void;
  /** Resolves when this process takes part, or can't yet for want of a database: then it goes on trying. */
  start(): Promise<void>;
  /** Nobody waits for this process any more. To be called when the last answer is out. */
  stop(): Promise<void>;
}
