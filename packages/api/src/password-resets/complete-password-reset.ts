import { recordForUser } from "../audit/account-entries.ts";
import { change } from "../changes/change.ts";
import type { CompletePasswordResetInput } from "../contract/account.ts";
import { refuse } from "../domain/refusal.ts";
import type { RequestContext } from "../ports/services.ts";

/**
 * Sets a new password with a link, once, and ends every session. A second step of sign-in stays as it is.
 * @throws Refusal `reset_link_invalid`.
 */
export async function completePasswordReset(
  request: RequestContext,
  { token, newPassword }: CompletePasswordResetInput,
): Promise<{ email: string }> {
  const { services, sourceAddress } = request;
  const tokenHash = services.secrets.hash(token);
  const reset = await services.data.users.findPasswordReset(tokenHash, services.now());
  // Before the slow hash: who has no good link must not make the server work.
  if (reset === null) throw refuse("reset_link_invalid");
  const { user } = reset;
  const hash = await services.passwords.hash(newPassword);
  await change(request, async (tx) => {
    const at = tx.now;
    if (!(await tx.users.usePasswordReset(tokenHash, at))) throw refuse("reset_link_invalid");
    await tx.users.setPassword(user.id, null, hash, at);
    await tx.users.cancelPasswordResets(user.id);
    const sessionsEnded = await tx.users.endSessions(user.id, null);
    const details = { cause: "reset", sessionsEnded } as const;
    await recordForUser(tx, { user, at, sourceAddress }, { action: "user.password_changed", details });
  });
  return { email: user.email };
}
