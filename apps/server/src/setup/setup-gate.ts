import { createHmac, timingSafeEqual } from "node:crypto";
import type { SetupGate } from "@excalibur/api/server";
import type { FailureLimit } from "../failure-limit.ts";

// Crockford's base32: nothing in it can be misread for something else.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_CHARACTERS = 12;

/**
 * The code that lets its reader create the first owner: 60 bits, the same at every server process and after a restart
 * because it comes from the secret they share. It is worth nothing once the first owner exists.
 */
export function setupCode(authSecret: string): string {
  const bytes = createHmac("sha256", authSecret).update("excalibur first owner").digest();
  const characters = Array.from(bytes.subarray(0, CODE_CHARACTERS), (byte) => ALPHABET.charAt(byte % ALPHABET.length));
  return characters.join("").replaceAll(/(.{4})(?=.)/g, "$1-");
}

export function createSetupGate(authSecret: string, wrongCodes: FailureLimit): SetupGate {
  const expected = Buffer.from(normalized(setupCode(authSecret)));
  return {
    isCode(code) {
      const given = Buffer.from(normalized(code));
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
    blockedForMs: (sourceAddress) => wrongCodes.blockedForMs(sourceAddress),
    recordWrongCode: (sourceAddress) => wrongCodes.record(sourceAddress),
  };
}

/** Case, dashes and spaces don't matter; letters that look like digits are read as those digits. */
function normalized(code: string): string {
  return code.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
}
