import { updatePolicyInput, type PolicyView } from "@excalibur/api/contract";
import { z } from "zod";
import type { Failure } from "../../server/failure.ts";

export type PolicyField = keyof PolicyView;

/** What each part of a policy is called, and what it means that it is empty. */
export const POLICY_FIELDS = [
  {
    field: "longestLifeDays",
    label: "Longest life (days)",
    hint: "Also of keys that were issued before: a key ends so many days after it was made, or earlier. Empty: no limit.",
    unit: "days",
  },
  {
    field: "defaultLifeDays",
    label: "Default life (days)",
    hint: "What a new key starts with. Empty: the longest life, or never.",
    unit: "days",
  },
  {
    field: "renewAtPercent",
    label: "Renew when so much of the life is over (%)",
    hint: "Executors that can store a key renew it by themselves then. Empty: only when you ask for it.",
    unit: "%",
  },
  {
    field: "unusedDays",
    label: "Revoke what was unused for (days)",
    hint: "An event says so 7 days before, and a use in that time keeps the key. Empty: never.",
    unit: "days",
  },
  {
    field: "exemptLabel",
    label: "Exempt keys with the label",
    hint: "As name=value. They have no longest and no default life, and end for no lack of use. Empty: none.",
    unit: "",
  },
] as const satisfies readonly { field: PolicyField; label: string; hint: string; unit: string }[];

const { longestLifeDays, defaultLifeDays, renewAtPercent, unusedDays, exemptLabel } = updatePolicyInput.shape;

/** A number as a person types it: empty for none. */
const typed = z
  .string()
  .trim()
  .transform((text) => (text === "" ? null : Number(text)));

/** A text as a person types it: empty for none. */
const typedText = z
  .string()
  .trim()
  .transform((text) => (text === "" ? null : text));

/** The form's values, checked by the very schemas that the server checks with. */
export const policyForm = z
  .object({
    longestLifeDays: typed.pipe(longestLifeDays.unwrap()),
    defaultLifeDays: typed.pipe(defaultLifeDays.unwrap()),
    renewAtPercent: typed.pipe(renewAtPercent.unwrap()),
    unusedDays: typed.pipe(unusedDays.unwrap()),
    exemptLabel: typedText.pipe(exemptLabel.unwrap()),
  })
  .refine(
    ({ longestLifeDays: longest, defaultLifeDays: usual }) => longest === null || usual === null || usual <= longest,
    { path: ["defaultLifeDays"], error: "The default life can't be longer than the longest life." },
  );

export type PolicyValues = z.input<typeof policyForm>;
export type CheckedPolicy = z.output<typeof policyForm>;

/** A policy as the form shows it. */
export function toValues(policy: PolicyView): PolicyValues {
  const text = (value: number | null) => (value === null ? "" : String(value));
  return {
    longestLifeDays: text(policy.longestLifeDays),
    defaultLifeDays: text(policy.defaultLifeDays),
    renewAtPercent: text(policy.renewAtPercent),
    unusedDays: text(policy.unusedDays),
    exemptLabel: policy.exemptLabel ?? "",
  };
}

/** Errors of the server that belong beside a field. */
export function policyFieldErrors(failure: Failure): [field: PolicyField, message: string][] {
  const errors = failure.kind === "refused" ? (failure.fieldErrors ?? {}) : {};
  return POLICY_FIELDS.flatMap(({ field }) => {
    const messages = errors[field];
    return messages === undefined ? [] : [[field, messages.join(" ")] as [PolicyField, string]];
  });
}
