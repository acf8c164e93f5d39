/** What a check found: a line about something that is right, or a note on something to improve. */
export interface Finding {
  readonly is: "ok" | "note";
  readonly words: string;
}
