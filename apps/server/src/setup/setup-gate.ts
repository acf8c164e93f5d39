import { createHmac } from "node:crypto";
import type { GuessLimit, SetupGate } from "@excalibur/api/server";
import { foldCode, UNMISTAKABLE_CHARACTERS } from "../fold-code.ts";
import { isSameText } from "../secrets.ts";

const CODE_CHARACTERS = 12;

/**
 * The code that lets its reader create the first owner: 60 bits, the same at every server process and after a restart
 * because it comes from the secret they share. It is worth nothing once the first owner exists.
 */
export function setupCode(authSecret: string): string {
  const bytes = createHmac("sha256", authSecret).update("excalibur first owner").digest();
  const characters = Array.from(bytes.subarray(0, CODE_CHARACTERS), (byte) =>
    UNMISTAKABLE_CHARACTERS.charAt(byte % UNMISTAKABLE_CHARACTERS.length),
  );
  return characters.join("").replaceAll(/(.{4})(?=.)/g, "$1-");
}

export function createSetupGate(authSecret: string, guesses: GuessLimit): SetupGate {
  const expected = foldCode(setupCode(authSecret));
  return { isCode: (code) => isSameText(foldCode(code), expected), guesses };
}
