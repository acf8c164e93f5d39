#!/usr/bin/env node
import { runProgram } from "./program.ts";

// A reader that went away (`| head`) needs no more lines.
process.stdout.on("error", () => process.exit());

process.exitCode = await runProgram(process.argv.slice(2), process.env, {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
