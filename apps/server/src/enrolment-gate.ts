import { createHmac, randomBytes } from "node:crypto";
import { formatCode, type EnrolmentGate } from "@excalibur/api/server";
import type { GuessLimits } from "./limits/create-guess-limits.ts";

/** Codes are hashed with a key derived from the auth secret: an attacker who has only the database can't try all codes. */
export function createEnrolmentGate(authSecret: string, limits: GuessLimits): EnrolmentGate {
  const key = createHmac("sha256", authSecret).update("excalibur enrolment codes").digest();
  return {
    create: () => formatCode(() => randomBytes(1).readUInt8()),
    hash: (code) => createHmac("sha256", key).update(code).digest("hex"),
    byAddress: limits.enrolmentCodesByAddress,
    byOrganization: limits.enrolmentCodesByOrganization,
  };
}
