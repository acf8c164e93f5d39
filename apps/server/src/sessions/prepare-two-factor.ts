import { refuse } from "@excalibur/api/server";
import type { HashingQueue } from "./hashing-queue.ts";
import type { LoadAuth } from "./load-auth.ts";

interface Options {
  readonly loadAuth: LoadAuth;
  readonly hashing: HashingQueue;
}

/**
 * Lets better-auth make and keep, encrypted, what an authenticator app needs; nothing is in force before a code confirms it.
 * @param headers that carry the session. @throws Refusal `busy`: better-auth checks the password once more.
 */
export async function prepareTwoFactor(
  { loadAuth, hashing }: Options,
  headers: Headers,
  password: string,
): Promise<{ uri: string; recoveryCodes: string[] }> {
  const auth = await loadAuth();
  const answer = await hashing.run("known", () =>
    auth.api.enableTwoFactor({ headers, body: { password, method: "totp" } }),
  );
  if (answer.method !== "totp" || !("totpURI" in answer)) throw refuse("two_factor_on");
  return { uri: answer.totpURI, recoveryCodes: answer.backupCodes };
}
