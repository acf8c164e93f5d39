import { InvalidArgumentError } from "commander";
import { LABEL_PROBLEMS, parseLabel } from "@excalibur/api/labels";

/** Adds one `--label name=value` to those before it. @throws InvalidArgumentError when it is none. */
export function addLabel(written: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const label = parseLabel(written);
  if (typeof label === "string") throw new InvalidArgumentError(LABEL_PROBLEMS[label]);
  if (Object.hasOwn(before, label.name)) throw new InvalidArgumentError(`The label ${label.name} is given twice.`);
  return { ...before, [label.name]: label.value };
}

/** Labels but those of some names. */
export function without(labels: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)));
}
