import { randomInt } from "node:crypto";
import { UNMISTAKABLE_CHARACTERS } from "../fold-code.ts";

const CODES = 10;
const HALF = 5;

/** New recovery codes of 50 bits each, made to be read off paper: `7M4QK-X92ZD`. */
export function createRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () => `${randomCharacters(HALF)}-${randomCharacters(HALF)}`);
}

function randomCharacters(count: number): string {
  const one = () => UNMISTAKABLE_CHARACTERS.charAt(randomInt(UNMISTAKABLE_CHARACTERS.length));
  return Array.from({ length: count }, one).join("");
}
