import { refuse } from "@excalibur/api/server";
import { createOTP } from "@better-auth/utils/otp";
import type { IncomingHttpHeaders } from "node:http";
import { sessionHeaders } from "./find-session.ts";
import type { LoadAuth } from "./load-auth.ts";

/** As the plugin has them by default, and every authenticator app. */
const CODE = { digits: 6, period: 30 } as const;

/** Lets better-auth make and keep, encrypted, what an authenticator app needs; nothing is in force before a code confirms it. */
export async function prepareTwoFactor(
  loadAuth: LoadAuth,
  headers: IncomingHttpHeaders,
  password: string,
): Promise<{ uri: string; recoveryCodes: string[] }> {
  const auth = await loadAuth();
  const answer = await auth.api.enableTwoFactor({
    headers: sessionHeaders(headers),
    body: { password, method: "totp" },
  });
  if (answer.method !== "totp" || !("totpURI" in answer)) throw refuse("two_factor_on");
  return { uri: answer.totpURI, recoveryCodes: answer.backupCodes };
}

/** Whether an app with this secret, encrypted as better-auth keeps it, shows the code now or showed it 30 s ago. */
export async function isTwoFactorCode(loadAuth: LoadAuth, encryptedSecret: string, code: string): Promise<boolean> {
  const { symmetricDecrypt } = await import("better-auth/crypto");
  const { secretConfig } = await (await loadAuth()).$context;
  const secret = await symmetricDecrypt({ key: secretConfig, data: encryptedSecret });
  return createOTP(secret, CODE).verify(code);
}
