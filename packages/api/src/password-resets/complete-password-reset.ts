import { appendForUser } from "../audit/account-entries.ts";
import type { CompletePasswordResetInput } from "../contract/account.ts";
import { refuse } from "../domain/refusal.ts";
import type { RequestContext } from "../ports/services.ts";

/**
 * Sets a new password with a link, once, and ends every session. A second step of sign-in stays as it is.
 * @throws Refusal `reset_link_invalid`.
 */
export async function completePasswordReset(
  { services, sourceAddress }: RequestContext,
  { token, newPassword }: CompletePasswordResetInput,
): Promise<{ email: string }> {
  const tokenHash = services.secrets.hash(token);
  const reset = await services.data.users.findPasswordReset(tokenHash, services.now());
  // Before the slow hash: who has no good link must not make the server work.
  if (reset === null) throw refuse("reset_link_invalid");
  const { user } = reset;
  const hash = await services.passwords.hash(newPassword);
  await services.data.transact(async (stores) => {
    const at = services.now();
    if (!(await stores.users.usePasswordReset(tokenHash, at))) throw refuse("reset_link_invalid");
    await stores.users.setPassword(user.id, null, hash, at);
    await stores.users.cancelPasswordResets(user.id);
    const sessionsEnded = await stores.users.endSessions(user.id, null);
    const details = { cause: "reset", sessionsEnded } as const;
    await appendForUser(stores, { user, at, sourceAddress }, { action: "user.password_changed", details });
  });
  services.live.endFor({ userId: user.id });
  return { email: user.email };
}
