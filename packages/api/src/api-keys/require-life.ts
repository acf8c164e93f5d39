import { judgeLife, longestLifeProblem, type KeyPolicy } from "../domain/key-policy.ts";
import { refuse } from "../domain/refusal.ts";

/**
 * The days that a new key is to live by what was asked for and the policy; null: for ever.
 * @param field of the input, named beside the refusal.
 * @throws Refusal `key_life_too_long`
 */
export function requireLife(
  asked: number | null | undefined,
  policy: KeyPolicy,
  field: "expiresInDays" | "keyExpiresInDays" = "expiresInDays",
): number | null {
  const verdict = judgeLife(asked, policy);
  if (verdict.kind === "allowed") return verdict.days;
  throw refuse("key_life_too_long", { fieldErrors: { [field]: [longestLifeProblem(verdict.longestLifeDays)] } });
}
