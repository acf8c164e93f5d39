import { recordForUser } from "../audit/account-entries.ts";
import { change } from "../changes/change.ts";
import type { ChangePasswordInput } from "../contract/account.ts";
import { refuse } from "../domain/refusal.ts";
import type { UserRequest } from "../ports/services.ts";
import { recordOf } from "./record-of.ts";
import { requireOwnPassword } from "./require-own-password.ts";

/**
 * Changes one's own password and ends every other session.
 * @throws Refusal `password_wrong`, also when it was changed at the same moment, or `rate_limited`.
 */
export async function changePassword(
  request: UserRequest,
  { currentPassword, newPassword }: ChangePasswordInput,
): Promise<{ sessionsEnded: number }> {
  const { services, user, sourceAddress } = request;
  const currentHash = await requireOwnPassword(request, currentPassword);
  const newHash = await services.passwords.hash(newPassword);
  const { result: sessionsEnded } = await change(request, async (tx) => {
    const at = tx.now;
    if (!(await tx.users.setPassword(user.userId, currentHash, newHash, at))) throw refuse("password_wrong");
    await tx.users.cancelPasswordResets(user.userId);
    const ended = await tx.users.endSessions(user.userId, user.sessionId);
    await recordForUser(
      tx,
      { user: recordOf(user), at, sourceAddress },
      { action: "user.password_changed", details: { cause: "changed", sessionsEnded: ended } },
    );
    return ended;
  });
  return { sessionsEnded };
}
