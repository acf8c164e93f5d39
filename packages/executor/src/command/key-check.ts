import { readKey } from "../credential/key-problem.ts";
import { readInput } from "./read-input.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

const HINT_CHARACTERS = 8;

/** Tells, without asking any server, whether what stands on standard input is a whole key without a typing mistake. */
export async function checkKey(terminal: Terminal): Promise<ExitCode> {
  const text = await readInput(terminal, "Paste the key, press Enter, then Ctrl-D.");
  const reading = readKey(text);
  if (reading.kind === "unusable") {
    terminal.err(`This is not an API key: ${reading.problem}.`);
    return EXIT.configuration;
  }
  const hint = reading.secret.slice(0, HINT_CHARACTERS);
  terminal.out(
    `${hint}… is a complete API key: pattern and checksum are right. Only a server can tell whether it is in force.`,
  );
  return EXIT.ok;
}
