import { readKey } from "../credential/key-problem.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

const MAX_BYTES = 4096;
const HINT_CHARACTERS = 8;

/** Tells, without asking any server, whether what stands on standard input is a whole key without a typing mistake. */
export async function checkKey(terminal: Terminal): Promise<ExitCode> {
  const stdin = terminal.stdin();
  if (stdin.isTTY) terminal.err("Paste the key, press Enter, then Ctrl-D.");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BYTES) break;
  }
  const reading = readKey(Buffer.concat(chunks).toString("utf8"));
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
