#!/usr/bin/env node
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { sha256 } from "../secrets.ts";
import { readArguments, type Arguments } from "./read-arguments.ts";
import { EXIT_UNUSABLE, verifyExport } from "./verify-export.ts";
import { makeSigner } from "./witness/witness-files.ts";
import { startWitness } from "./witness/start-witness.ts";
import { WitnessFailure } from "./witness/witness-failure.ts";

const HELP = `excalibur-audit verify FILE [--head HASH] [--after HASH] [--witness KEY]…
  Checks an audit log that was exported, or received from the stream, as JSON Lines: without the server and its database.
  FILE is - for standard input.
  --head: a head noted earlier, as the console or this command showed it. Only with one does it show when rows at the end
  were cut off. --after: the hash of the row before the first one of the file, for a part of a log. --witness: the key of a
  witness, to check by it what the witness has co-signed.

excalibur-audit witness-key FOLDER --name NAME
  Makes the key of a witness in FOLDER, unless it is there, and shows what an owner registers (Audit log, Verify chain).

excalibur-audit witness FOLDER --url URL --key-file FILE [--once]
  Follows the audit log of the server at URL, on another machine than its database, and signs only heads that extend the last
  one it has signed. FILE has a management key of an owner with the scopes audit:read and audit:cosign. --once: sign what there
  is and stop.

Exit status: 0 unbroken, or all was signed; 1 the log is broken, or lost rows; 75 try again later; 78 the file or the
arguments can't be used.`;

await run(readArguments(process.argv.slice(2)));

async function run(given: Arguments): Promise<void> {
  switch (given.command) {
    case "help":
      return console.log(HELP);
    case "unusable":
      console.error(HELP);
      process.exitCode = EXIT_UNUSABLE;
      return;
    case "verify":
      return verify(given);
    case "witness-key":
      return endWith(async () => console.log(makeSigner(given.folder, given.name).key));
    case "witness":
      return endWith(() => startWitness({ ...given, say: console.log }));
  }
}

async function verify({ file, head, after, witnessKeys }: Extract<Arguments, { command: "verify" }>): Promise<void> {
  const input = file === "-" ? process.stdin : createReadStream(file);
  const { words, exitCode } = await verifyExport(linesOf(input), { sha256, knownHead: head, after, witnessKeys }).catch(
    unreadable,
  );
  (exitCode === 0 ? console.log : console.error)(words);
  process.exitCode = exitCode;
}

async function endWith(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof WitnessFailure)) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode;
  }
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
