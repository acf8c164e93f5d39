/** A text that is the same each time but for one instant in it. */
export interface TimedText {
  readonly before: string;
  readonly after: string;
}

/** The whole of it, in the form of `toISOString()`. */
export function textAt({ before, after }: TimedText, instant: Date): string {
  return before + instantText(instant) + after;
}

let lastInstantMs = Number.NaN;
let lastInstant = "";

/** `toISOString()` of an instant that many answers share: dozens are given in the same millisecond. */
export function instantText(instant: Date): string {
  const ms = instant.getTime();
  if (ms !== lastInstantMs) {
    lastInstantMs = ms;
    lastInstant = instant.toISOString();
  }
  return lastInstant;
}
