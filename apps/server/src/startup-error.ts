/** `EX_CONFIG` of sysexits.h: somebody has to change something before a new start makes sense. */
export const EXIT_CONFIGURATION = 78;

/** `EX_TEMPFAIL` of sysexits.h: a later start may work as it is. */
export const EXIT_TRY_LATER = 75;

/**
 * Why the server can't start, in words for whoever starts it, with the status the process should end with. Without words
 * where another process has said it already.
 */
export class StartupError extends Error {
  override readonly name = "StartupError";
  readonly exitCode: number;

  constructor(message: string, exitCode: number, cause?: unknown) {
    super(message, { cause });
    this.exitCode = exitCode;
  }
}
