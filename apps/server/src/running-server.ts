/** A server that listens, and what can be asked of it from within its process. */
export interface RunningServer {
  readonly url: string;
  /** Null once the first owner exists. */
  readonly setupCode: string | null;
  /**
   * Writes what waits of "last seen", uses and refusals, and tells consoles of it; with `onlyDue`, writes what is due, as it
   * happens every second anyway.
   */
  flushPresence(options?: { readonly onlyDue?: boolean }): Promise<void>;
  /** Notices silent executors now, as it happens every few seconds anyway. @returns how many. */
  noticeSilence(): Promise<number>;
  /** Writes down which rotated keys have ended, as it happens every few seconds anyway. @returns how many. */
  endRetiredKeys(): Promise<number>;
  /** Has unused keys end as policies say, as it happens every few minutes anyway. @returns how many. */
  warnUnusedKeys(): Promise<number>;
  /** Tells channels what is due now, as it happens every second anyway, and waits for it. @returns how many keys were told. */
  tellChannels(): Promise<number>;
  /** Stops accepting, finishes what is in flight, writes what is buffered. */
  close(): Promise<void>;
}
