import type { PreviewPolicyInput } from "../contract/policies.ts";
import type { KeyPolicy } from "../domain/key-policy.ts";
import { readLabel } from "../domain/labels.ts";
import { refuse } from "../domain/refusal.ts";

/** The policy that an input makes of the one that is in force. @throws Refusal `invalid_input` for one that contradicts itself. */
export function policyOf(before: KeyPolicy, input: PreviewPolicyInput): KeyPolicy {
  const { longestLifeDays, defaultLifeDays, renewAtPercent, unusedDays, exemptLabel } = input;
  const after: KeyPolicy = {
    longestLifeDays: longestLifeDays === undefined ? before.longestLifeDays : longestLifeDays,
    defaultLifeDays: defaultLifeDays === undefined ? before.defaultLifeDays : defaultLifeDays,
    renewAtPercent: renewAtPercent === undefined ? before.renewAtPercent : renewAtPercent,
    unusedDays: unusedDays === undefined ? before.unusedDays : unusedDays,
    exemptLabel: exemptLabel === undefined ? before.exemptLabel : exemptLabel && readLabel(exemptLabel),
  };
  if (after.longestLifeDays !== null && after.defaultLifeDays !== null) {
    if (after.defaultLifeDays > after.longestLifeDays) {
      const problem = "The default life can't be longer than the longest life.";
      throw refuse("invalid_input", { fieldErrors: { defaultLifeDays: [problem] } });
    }
  }
  return after;
}
