import { recordForUser } from "../audit/account-entries.ts";
import { change } from "../changes/change.ts";
import { refuse } from "../domain/refusal.ts";
import type { UserRequest } from "../ports/services.ts";
import { recordOf } from "./record-of.ts";
import { requireOwnPassword } from "./require-own-password.ts";

/**
 * Prepares an authenticator app. Nothing changes for sign-in until a code of the app confirms it.
 * @returns what the app scans, and the recovery codes, which are never shown again.
 * @throws Refusal `password_wrong`, `rate_limited`, or `two_factor_on`.
 */
export async function beginTwoFactor(
  request: UserRequest,
  password: string,
): Promise<{ uri: string; recoveryCodes: string[] }> {
  await requireOwnPassword(request, password);
  if (await request.services.data.users.hasTwoFactor(request.user.userId)) throw refuse("two_factor_on");
  return request.prepareTwoFactor(password);
}

/**
 * Turns the second step on, once a code proves that the app was set up.
 * @throws Refusal `two_factor_on`, `two_factor_off` when none was prepared, `two_factor_code_wrong`, or `rate_limited`.
 */
export async function confirmTwoFactor(request: UserRequest, code: string): Promise<{ twoFactorEnabled: true }> {
  const { services, user, sourceAddress } = request;
  const { users } = services.data;
  if (await users.hasTwoFactor(user.userId)) throw refuse("two_factor_on");
  const secret = await services.guesses.judge(user.sessionId, async () => {
    const unconfirmed = await users.unconfirmedTwoFactor(user.userId);
    if (unconfirmed === null) throw refuse("two_factor_off");
    return (await services.isTwoFactorCode(unconfirmed, code)) ? unconfirmed : null;
  });
  if (secret === null) throw refuse("two_factor_code_wrong");
  await change(request, async (tx) => {
    if (!(await tx.users.confirmTwoFactor(user.userId, secret))) throw refuse("two_factor_on");
    const by = { user: recordOf(user), at: tx.now, sourceAddress };
    await recordForUser(tx, by, { action: "user.two_factor_enabled", details: {} });
  });
  return { twoFactorEnabled: true };
}

/** Turns the second step off. @throws Refusal `password_wrong`, `rate_limited`, or `two_factor_off`. */
export async function disableTwoFactor(request: UserRequest, password: string): Promise<{ twoFactorEnabled: false }> {
  const { user, sourceAddress } = request;
  await requireOwnPassword(request, password);
  await change(request, async (tx) => {
    if (!(await tx.users.removeTwoFactor(user.userId))) throw refuse("two_factor_off");
    const by = { user: recordOf(user), at: tx.now, sourceAddress };
    await recordForUser(tx, by, { action: "user.two_factor_disabled", details: {} });
  });
  return { twoFactorEnabled: false };
}
