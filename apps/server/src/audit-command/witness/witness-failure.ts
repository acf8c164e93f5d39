/** `EX_TEMPFAIL` of BSD's sysexits.h. */
export const EXIT_TRY_AGAIN = 75;

/** Why the witness stops: in words, with the exit status. */
export class WitnessFailure extends Error {
  override readonly name = "WitnessFailure";
  readonly exitCode: number;

  constructor(exitCode: number, words: string) {
    super(words);
    this.exitCode = exitCode;
  }
}

/** What the server answered may be another a while later. */
export class TryAgain extends Error {
  override readonly name = "TryAgain";
}
