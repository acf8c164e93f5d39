/** What the command has of its process, so that nothing else touches it. */
export interface Terminal {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly processId: number;
  /** Opens standard input. */
  stdin(): AsyncIterable<Buffer> & { readonly isTTY?: boolean };
  /** Writes one line of result. */
  out(line: string): void;
  /** Writes one line about the work: logs, warnings, errors. */
  err(line: string): void;
  /** Calls back when the process is asked to stop (SIGTERM, SIGINT). */
  onStop(listener: () => void): void;
  /** Calls back when the process is asked to look at its files again (SIGHUP). */
  onReload(listener: () => void): void;
}
