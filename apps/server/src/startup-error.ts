/** `EX_CONFIG` of sysexits.h: an administrator must change something before the next start. */
export const EXIT_CONFIGURATION = 78;

/** `EX_TEMPFAIL` of sysexits.h: a later start may work as it is. */
export const EXIT_TRY_LATER = 75;

/**
 * Why the server can't start, with a message for the administrator and the exit status of the process. The message is empty
 * when another process has printed it already.
 */
export class StartupError extends Error {
  override readonly name = "StartupError";
  readonly exitCode: number;

  constructor(message: string, exitCode: number, cause?: unknown) {
    super(message, { cause });
    this.exitCode = exitCode;
  }
}
