import type { PolicyView } from "@excalibur/api/contract";
import { Fact, Facts } from "../../ui/facts.tsx";
import { POLICY_FIELDS } from "./policy-fields.ts";

/** The policy for those who may only read it. */
export function PolicyFacts({ policy }: { policy: PolicyView }) {
  return (
    <Facts>
      {POLICY_FIELDS.map(({ field, label, unit }) => (
        <Fact key={field} name={label.replace(/ \([^)]+\)$/, "")}>
          {policy[field] === null ? "not set" : `${policy[field]} ${unit}`}
        </Fact>
      ))}
    </Facts>
  );
}
