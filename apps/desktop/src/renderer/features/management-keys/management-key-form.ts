import { createManagementKeyInput, type CreateManagementKeyInput } from "@excalibur/api/contract";
import { z } from "zod";

const { name, scopes, cidrs, expiresInDays } = createManagementKeyInput.shape;

/** The form's values as a person fills them in, checked by the very schemas that the server checks with. */
export const managementKeyForm = z.object({
  name,
  scopes,
  /** Ranges as they are typed: with spaces or commas between. */
  cidrs: z
    .string()
    .transform((typed) => typed.split(/[\s,]+/).filter((range) => range !== ""))
    .superRefine((ranges, context) => {
      const { error } = cidrs.unwrap().safeParse(ranges);
      if (error === undefined) return;
      for (const { path, message } of error.issues.slice(0, 1)) {
        const [index] = path;
        const wrong = typeof index === "number" ? `${ranges[index]}: ` : "";
        context.addIssue({ code: "custom", message: wrong + message });
      }
    }),
  days: z
    .string()
    .trim()
    .transform((typed) => (typed === "" ? Number.NaN : Number(typed)))
    .pipe(expiresInDays),
});

export const STARTING_VALUES: z.input<typeof managementKeyForm> = { name: "", scopes: [], cidrs: "", days: "90" };

export function toCreateInput({ days, ...rest }: z.output<typeof managementKeyForm>): CreateManagementKeyInput {
  return { ...rest, expiresInDays: days };
}
