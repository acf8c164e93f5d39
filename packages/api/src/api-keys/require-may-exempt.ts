import { changesExemption, exemptLabelProblem, type KeyPolicy } from "../domain/key-policy.ts";
import type { Labels } from "../domain/labels.ts";
import { judgeScope } from "../domain/management-key-judgement.ts";
import { refuse } from "../domain/refusal.ts";
import type { ActingMember } from "../ports/session.ts";

/**
 * A program lets keys live for longer than the policy allows only with the scope that changes the policy itself: without it, it
 * neither sets nor removes the label that exempts them.
 * @throws Refusal `scope_missing`
 */
export function requireMayExempt(
  { by }: Pick<ActingMember, "by">,
  policy: Pick<KeyPolicy, "exemptLabel">,
  labels: { readonly before: Labels; readonly after: Labels },
): void {
  if (by.kind !== "managementKey" || !changesExemption(labels.before, labels.after, policy)) return;
  const verdict = judgeScope(by.scopes, "policies:write");
  if (verdict === "allowed") return;
  throw refuse(verdict, { fieldErrors: { labels: [exemptLabelProblem(policy.exemptLabel)] } });
}
