/** How the command ends, after sysexits.h. Scripts may rely on them. */
export const EXIT = {
  ok: 0,
  /** The answer is no: a check failed, or something is in another state. */
  no: 1,
  usage: 64,
  invalidInput: 65,
  notFound: 66,
  unavailable: 69,
  serverFault: 70,
  cannotCreateFile: 73,
  tryAgain: 75,
  notPermitted: 77,
  configuration: 78,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends the command with words for people and a code for scripts. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
