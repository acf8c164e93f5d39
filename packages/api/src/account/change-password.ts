import { appendForUser } from "../audit/account-entries.ts";
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
  const sessionsEnded = await services.data.transact(async (stores) => {
    const at = services.now();
    if (!(await stores.users.setPassword(user.userId, currentHash, newHash, at))) throw refuse("password_wrong");
    await stores.users.cancelPasswordResets(user.userId);
    const ended = await stores.users.endSessions(user.userId, user.sessionId);
    await appendForUser(
      stores,
      { user: recordOf(user), at, sourceAddress },
      { action: "user.password_changed", details: { cause: "changed", sessionsEnded: ended } },
    );
    return ended;
  });
  services.live.endFor({ userId: user.userId });
  return { sessionsEnded };
}
