export interface SqliteAdapterOptions {
  readonly file: string;
  /** Called before each statement that goes to the driver. */
  readonly onQuery: () => void;
  /** Called when the connections are open. */
  readonly onConnected: () => void;
  /** Throws once the file can no longer be written to; called before each change. */
  readonly refuseIfLost: () => void;
  /** Resolves once all that was written is on the disk. Nothing is acknowledged before. */
  readonly flush: () => Promise<void>;
  /** Whether a statement only reads; asked once per statement outside transactions. */
  readonly onlyReads: (sql: string) => boolean;
  /** Whether the caller is inside a transaction, which holds the writer. */
  readonly isInsideTransaction: () => boolean;
}
