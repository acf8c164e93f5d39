import { z } from "zod";
import {
  LABEL_PROBLEMS,
  labelNameProblem,
  labelValueProblem,
  MAX_LABELS,
  parseLabel,
  type LabelProblem,
} from "../domain/labels.ts";
import { MAX_NOTE_LENGTH } from "../domain/note.ts";
import { shownTextOrNone, text } from "./fields.ts";

/** What people write about a key or executor. Empty: the note is removed. */
export const noteText = shownTextOrNone({
  max: MAX_NOTE_LENGTH,
  long: `A note has at most ${MAX_NOTE_LENGTH} characters.`,
});

/** Labels by their names. What is wrong with one is said of the field as a whole: its name is the caller's. */
export const labelSet = z.record(z.string(), z.string()).superRefine((labels, context) => {
  const problems = new Set<LabelProblem>();
  for (const [name, value] of Object.entries(labels)) {
    const problem = labelNameProblem(name) ?? labelValueProblem(value);
    if (problem !== null) problems.add(problem);
  }
  if (Object.keys(labels).length > MAX_LABELS) problems.add("count");
  for (const problem of problems) context.addIssue({ code: "custom", message: LABEL_PROBLEMS[problem] });
});

/** The name of a label that is there, or not. */
export const labelName = text().superRefine((name, context) => {
  const problem = labelNameProblem(name);
  if (problem !== null) context.addIssue({ code: "custom", message: LABEL_PROBLEMS[problem] });
});

/** One label as people write it: `name=value`. */
export const labelWritten = text()
  .trim()
  .superRefine((written, context) => {
    const label = parseLabel(written);
    if (typeof label === "string") context.addIssue({ code: "custom", message: LABEL_PROBLEMS[label] });
  });
