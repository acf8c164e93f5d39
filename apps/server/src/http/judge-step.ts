import type { GuessLimit } from "@excalibur/api/server";
import type { GuessLimits } from "../limits/create-guess-limits.ts";

/** One step of a sign-in: a password, or the code that an account with a second step is asked for. */
export interface Step {
  readonly name: "password" | "app" | "recovery_code";
  /** The id of the device, if the user signed in from it before. */
  readonly device: string | null;
  /** What the wrong guesses of this account are counted by. */
  readonly account: string;
}

/**
 * Has a step of a sign-in judged within the limits of its network and its account. A known device has a limit of its own in
 * place of both: so those who guess at an account, or share its owner's network, don't keep the owner out.
 * @throws Refusal `rate_limited` or `busy`: nothing was judged.
 */
export function judgeStep<Result>(
  limits: GuessLimits,
  address: string,
  { name, device, account }: Step,
  guess: () => Promise<Result | null>,
): Promise<Result | null> {
  const isPassword = name === "password";
  if (device !== null) return (isPassword ? limits.passwordsByDevice : limits.codesByDevice).judge(device, guess);
  const byAccount: GuessLimit = isPassword ? limits.passwordsByAccount : limits.codesByAccount;
  return limits.signInsByAddress.judge(address, () => byAccount.judge(account, guess));
}
