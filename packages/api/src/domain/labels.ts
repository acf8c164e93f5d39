import { inNaturalOrder } from "./natural-order.ts";
import { holdsSecret, LOOKS_LIKE_A_KEY } from "./shown-text.ts";

/** What people set on a key or executor to find it by: names with values. The form is that of Kubernetes' labels. */
export type Labels = Readonly<Record<string, string>>;

/** Labels that a key or executor has at most. */
export const MAX_LABELS = 20;

const MAX_LENGTH = 63;
const WORD = /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/;
/** JavaScript gives each object a property of these names: answers to typed clients can't carry others of them. */
const NAMES_OF_OBJECTS: readonly string[] = ["constructor", "prototype"];
const MAX_PREFIX_LENGTH = 253;
const PREFIX = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

export const LABEL_PROBLEMS = {
  name:
    `A label's name has at most ${MAX_LENGTH} letters, digits, '.', '_' and '-', and begins and ends with a letter or digit. ` +
    "A domain and '/' may stand before it, such as example.com/team.",
  reserved: `A label can't be named ${NAMES_OF_OBJECTS.join(" or ")}. A domain and '/' may stand before it, such as example.com/constructor.`,
  value:
    `A label's value is empty, or has at most ${MAX_LENGTH} letters, digits, '.', '_' and '-', ` +
    "and begins and ends with a letter or digit.",
  count: `At most ${MAX_LABELS} labels.`,
  form: "Write a label as name=value.",
  secret: LOOKS_LIKE_A_KEY,
} as const;

/** What is wrong with a label. */
export type LabelProblem = keyof typeof LABEL_PROBLEMS;

/** What keeps a text from being a label's name; null when nothing does. */
export function labelNameProblem(name: string): LabelProblem | null {
  if (holdsSecret(name)) return "secret";
  if (NAMES_OF_OBJECTS.includes(name)) return "reserved";
  const slash = name.indexOf("/");
  const prefix = slash === -1 ? null : name.slice(0, slash);
  if (prefix !== null && (prefix.length > MAX_PREFIX_LENGTH || !PREFIX.test(prefix))) return "name";
  return isWord(name.slice(slash + 1)) ? null : "name";
}

/** What keeps a text from being a label's value; null when nothing does. */
export function labelValueProblem(value: string): LabelProblem | null {
  if (holdsSecret(value)) return "secret";
  return value === "" || isWord(value) ? null : "value";
}

/** Reads `name=value`; the problem where it is none. */
export function parseLabel(text: string): { name: string; value: string } | LabelProblem {
  const equals = text.indexOf("=");
  if (equals === -1) return "form";
  const [name, value] = [text.slice(0, equals).trim(), text.slice(equals + 1).trim()];
  return labelNameProblem(name) ?? labelValueProblem(value) ?? { name, value };
}

/** A label that people wrote, as it is stored: without the spaces that it was written with. */
export function readLabel(written: string): string {
  const label = parseLabel(written);
  return typeof label === "string" ? written : labelText(label.name, label.value);
}

/** A label as people write it. */
export function labelText(name: string, value: string): string {
  return `${name}=${value}`;
}

/** Labels as people write them, in the natural order of their names. */
export function labelTexts(labels: Labels): string[] {
  return inNaturalOrder(Object.entries(labels), ([name]) => name).map(([name, value]) => labelText(name, value));
}

/** Labels as they are stored: JSON, in the order of their names, so that the same labels are the same text. */
export function writeLabels(labels: Labels): string {
  const entries = Object.entries(labels).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(Object.fromEntries(entries));
}

/** Reads them back. Names that were allowed before, and that no answer can carry, are left out. */
export function readLabels(stored: string): Labels {
  const read: unknown = JSON.parse(stored);
  if (typeof read !== "object" || read === null) throw new TypeError("Stored labels are no object");
  const carried = Object.entries(read).filter(([name]) => !NAMES_OF_OBJECTS.includes(name));
  return Object.fromEntries(carried.map(([name, value]) => [name, String(value)]));
}

/** Labels with some set and some removed; what is removed and set is set. "too_many" when they would be more than allowed. */
export function relabel(
  labels: Labels,
  { set, remove }: { readonly set: Labels; readonly remove: readonly string[] },
): Labels | "too_many" {
  const kept = Object.entries(labels).filter(([name]) => !remove.includes(name));
  const changed = Object.fromEntries([...kept, ...Object.entries(set)]);
  return Object.keys(changed).length > MAX_LABELS ? "too_many" : changed;
}

function isWord(text: string): boolean {
  return text.length <= MAX_LENGTH && WORD.test(text);
}
