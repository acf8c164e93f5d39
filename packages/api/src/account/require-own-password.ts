import { refuse } from "../domain/refusal.ts";
import type { UserRequest } from "../ports/services.ts";

/**
 * Makes sure that whoever uses a session knows its user's password too.
 * @returns the hash it was checked against.
 * @throws Refusal `password_wrong`, or `rate_limited` after too many wrong ones.
 */
export async function requireOwnPassword({ services, user }: UserRequest, password: string): Promise<string> {
  const { guesses, passwords, data } = services;
  const retryAfterMs = await guesses.blockedForMs(user.userId);
  if (retryAfterMs !== null) throw refuse("rate_limited", { retryAfterMs });
  const hash = await data.users.passwordHash(user.userId);
  if (hash !== null && (await passwords.verify(hash, password))) return hash;
  await guesses.record(user.userId);
  throw refuse("password_wrong");
}
