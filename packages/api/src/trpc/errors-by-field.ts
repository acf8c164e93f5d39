import type { z } from "zod";

/** Bounds of the answer to an invalid input of any size: this many problems, each with this many characters. */
const MAX_PROBLEMS = 10;
const MAX_CHARACTERS = 200;

/** The pattern of our inputs' field names. Names that a caller chooses, such as a label, may not match it. */
const FIELD_NAME = /^[a-z][A-Za-z]{0,39}$/;

/**
 * Groups what zod found by field. The empty name stands for the input as a whole. Names that the caller made up are not
 * repeated: what stands there may be a secret in the wrong place, and there may be thousands.
 */
export function errorsByField(error: z.core.$ZodError): Record<string, string[]> {
  const byField: Record<string, string[]> = {};
  for (const issue of error.issues.slice(0, MAX_PROBLEMS)) {
    const field = fieldOf(issue.path).slice(0, MAX_CHARACTERS);
    byField[field] = [...(byField[field] ?? []), describeIssue(issue).slice(0, MAX_CHARACTERS)];
  }
  return byField;
}

/** The same in one line. */
export function sentenceOf(fieldErrors: Record<string, string[]>): string {
  return Object.entries(fieldErrors)
    .map(([field, messages]) => (field === "" ? messages.join(" ") : `${field}: ${messages.join(" ")}`))
    .join("; ");
}

/** The path of a field as far as it is made of our own names. */
function fieldOf(path: readonly PropertyKey[]): string {
  const end = path.findIndex((name) => typeof name !== "number" && !FIELD_NAME.test(String(name)));
  return (end === -1 ? path : path.slice(0, end)).map(String).join(".");
}

const UNKNOWN_FIELD = "There is a field here that this does not take. Check how the fields are named.";

/** What zod says of a field that is not there, of any type. */
const MISSING = /^Invalid input: expected .*, received undefined$/;
const REQUIRED = "This field is required.";

function describeIssue({ code, message, path }: z.core.$ZodIssue): string {
  if (code === "unrecognized_keys") return UNKNOWN_FIELD;
  return path.length > 0 && MISSING.test(message) ? REQUIRED : message;
}
