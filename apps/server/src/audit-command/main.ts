#!/usr/bin/env node
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { sha256 } from "../secrets.ts";
import { EXIT_UNUSABLE, verifyExport } from "./verify-export.ts";

const HELP = `excalibur-audit verify FILE [--head HASH]

Checks an audit log that was exported as JSON Lines, without the server and its database.
FILE is - for standard input. HASH is a head noted earlier, as the console or this command showed it:
only with one does it show when rows at the end were cut off.

Exit status: 0 the chain is unbroken, 1 it is not, 78 the file or the arguments can't be used.`;

const { command, file, head, help } = readArguments();
if (help) {
  console.log(HELP);
} else if (command !== "verify" || file === undefined || (head !== null && !/^[0-9a-f]{64}$/.test(head))) {
  console.error(HELP);
  process.exitCode = EXIT_UNUSABLE;
} else {
  const input = file === "-" ? process.stdin : createReadStream(file);
  const { words, exitCode } = await verifyExport(linesOf(input), { sha256, knownHead: head }).catch(unreadable);
  (exitCode === 0 ? console.log : console.error)(words);
  process.exitCode = exitCode;
}

async function* linesOf(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  // Errors of the stream would pass by the reader of its lines.
  const failed = new Promise<never>((_, reject) => input.once("error", reject));
  failed.catch(() => {});
  const lines = createInterface({ input, crlfDelay: Infinity })[Symbol.asyncIterator]();
  for (;;) {
    const next = await Promise.race([lines.next(), failed]);
    if (next.done) return;
    yield next.value;
  }
}

function unreadable(error: unknown): { words: string; exitCode: number } {
  const words = `The file can't be read: ${error instanceof Error ? error.message : String(error)}`;
  return { words, exitCode: EXIT_UNUSABLE };
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { head: { type: "string" }, help: { type: "boolean", short: "h" } },
    });
    const [command, file, ...rest] = positionals;
    return {
      command: rest.length === 0 ? command : undefined,
      file,
      head: values.head?.trim().toLowerCase() ?? null,
      help: values.help ?? false,
    };
  } catch {
    return { command: undefined, file: undefined, head: null, help: false };
  }
}
