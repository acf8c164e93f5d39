import type { Terminal } from "./terminal.ts";

const MAX_BYTES = 4096;

/** Reads standard input to its end, as far as a key or a code can reach. @param hint shown to a person at a terminal. */
export async function readInput(terminal: Pick<Terminal, "stdin" | "err">, hint: string): Promise<string> {
  const stdin = terminal.stdin();
  if (stdin.isTTY) terminal.err(hint);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BYTES) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}
