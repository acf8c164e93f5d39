import { createHmac, randomBytes } from "node:crypto";
import { formatCode, LOGIN_POLLS_A_MINUTE, LOGINS_IN_TEN_MINUTES, type LoginGate } from "@excalibur/api/server";
import { ChangeLimit } from "./change-limit.ts";
import type { GuessLimits } from "./limits/create-guess-limits.ts";
import { networkOf } from "./limits/network-of.ts";

/** Codes are hashed with a key derived from the auth secret: an attacker who has only the database can't try all codes. */
export function createLoginGate(authSecret: string, limits: GuessLimits): LoginGate {
  const key = createHmac("sha256", authSecret).update("excalibur logins of commands").digest();
  const begun = new ChangeLimit({ allowed: LOGINS_IN_TEN_MINUTES, windowSeconds: 600 });
  return {
    createCode: () => formatCode(() => randomBytes(1).readUInt8()),
    hashCode: (code) => createHmac("sha256", key).update(code).digest("hex"),
    byUser: limits.loginCodesByUser,
    byAddress: limits.deviceCodesByAddress,
    begun: { take: (address) => begun.take(networkOf(address)) },
    polls: new ChangeLimit({ allowed: LOGIN_POLLS_A_MINUTE, windowSeconds: 60 }),
  };
}
