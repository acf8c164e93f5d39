import { change } from "../changes/change.ts";
import type { BeginLoginInput, BegunLogin } from "../contract/logins.ts";
import { LOGIN_MS, LOGIN_POLL_SECONDS } from "../domain/command-login.ts";
import { showCode } from "../domain/enrolment-code.ts";
import { mayBeginLogin } from "../domain/growth-limits.ts";
import { refuse } from "../domain/refusal.ts";
import type { RequestContext } from "../ports/services.ts";

const BUSY_RETRY_MS = 60_000;

/**
 * Begins a login of a command (RFC 8628 in shape): a person confirms it in the app by its code, within 10 minutes.
 * @throws Refusal `too_many_requests` when its address begins many, or `busy` when as many are open as may be.
 */
export async function beginLogin(
  { services, sourceAddress }: RequestContext,
  input: BeginLoginInput,
): Promise<BegunLogin> {
  const { logins } = services;
  const retryAfterMs = await logins.begun.take(sourceAddress);
  if (retryAfterMs !== null) throw refuse("rate_limited", { retryAfterMs });
  const [deviceCode, userCode] = [services.secrets.createLinkToken(), logins.createCode()];
  const { result: expiresAt } = await change({ services }, async (tx) => {
    if (!mayBeginLogin(await tx.logins.countOpen(tx.now))) throw refuse("busy", { retryAfterMs: BUSY_RETRY_MS });
    const expiresAt = new Date(tx.now.getTime() + LOGIN_MS);
    await tx.logins.insert({
      ...input,
      sourceAddress,
      requestedAt: tx.now,
      expiresAt,
      deviceCodeHash: services.secrets.hash(deviceCode),
      userCodeHash: logins.hashCode(userCode),
    });
    return expiresAt;
  });
  return {
    deviceCode,
    userCode: showCode(userCode),
    address: services.links.write("/management-keys", "login"),
    expiresAt,
    intervalSeconds: LOGIN_POLL_SECONDS,
  };
}
