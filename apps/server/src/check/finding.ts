/** What a check found: a line that says that something is as it should be, or a note of what may be better. */
export interface Finding {
  readonly is: "ok" | "note";
  readonly words: string;
}
