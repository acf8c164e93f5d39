import type { LoginProgress } from "../contract/logins.ts";
import { judgeLogin } from "../domain/command-login.ts";
import { refuse } from "../domain/refusal.ts";
import type { RequestContext } from "../ports/services.ts";

/**
 * What became of a login, for the command that began it. The answer never has a secret: the command has it.
 * @throws Refusal `rate_limited` after many codes that are none, or when one login is asked about all the time.
 */
export async function pollLogin(
  { services, sourceAddress }: RequestContext,
  { deviceCode }: { deviceCode: string },
): Promise<LoginProgress> {
  const { logins, data, secrets } = services;
  const deviceCodeHash = secrets.hash(deviceCode);
  const retryAfterMs = await logins.polls.take(deviceCodeHash);
  if (retryAfterMs !== null) throw refuse("rate_limited", { retryAfterMs });
  const login = await logins.byAddress.judge(sourceAddress, () => data.logins.findByDeviceCode(deviceCodeHash));
  if (login === null) return { status: "over" };
  const status = judgeLogin(login, services.now());
  if (status !== "confirmed") return { status };
  // The key's row is gone with its organization.
  if (login.key === null) return { status: "over" };
  const { organization, ...key } = login.key;
  return { status, key, organization };
}
