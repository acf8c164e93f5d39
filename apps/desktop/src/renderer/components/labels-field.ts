import { LABEL_PROBLEMS, labelTexts, MAX_LABELS, parseLabel, type Labels } from "@excalibur/api/contract";
import { z } from "zod";

/** Labels as a person types them, `env=prod team=edge`, with white space or commas between; the same checks as the server's. */
export const labelsTyped = z.string().transform((typed, context): Labels => {
  const labels = new Map<string, string>();
  for (const written of typed.split(/[\s,]+/).filter((part) => part !== "")) {
    const label = parseLabel(written);
    if (typeof label === "string") {
      context.addIssue({ code: "custom", message: `${written}: ${LABEL_PROBLEMS[label]}` });
      return z.NEVER;
    }
    labels.set(label.name, label.value);
  }
  if (labels.size > MAX_LABELS) context.addIssue({ code: "custom", message: LABEL_PROBLEMS.count });
  return Object.fromEntries(labels);
});

/** What the field starts with. */
export function typedLabels(labels: Labels): string {
  return labelTexts(labels).join(" ");
}
