import type { z } from "zod";

/** Words for what the schemas leave to zod, whose own speak of strings and sizes. */
export const plainFieldErrors: { error: z.core.$ZodErrorMap } = {
  error: (issue) => {
    if (issue.code === "too_small" && issue.minimum === 1) return "Fill this in.";
    if (issue.code === "too_big") return `At most ${issue.maximum} characters, please.`;
    return undefined;
  },
};
