import { refuse } from "../domain/refusal.ts";
import type { UserRequest } from "../ports/services.ts";

/**
 * Makes sure that the caller also knows the password of the session's user.
 * @returns the hash it was checked against.
 * @throws Refusal `password_wrong`, `rate_limited` after too many wrong ones, or `busy`.
 */
export async function requireOwnPassword({ services, user }: UserRequest, password: string): Promise<string> {
  const { guesses, passwords, data } = services;
  const rightHash = await guesses.judge(user.sessionId, async () => {
    const hash = await data.users.passwordHash(user.userId);
    return hash !== null && (await passwords.verify(hash, password)) ? hash : null;
  });
  if (rightHash === null) throw refuse("password_wrong");
  return rightHash;
}
