#!/usr/bin/env node
import "./command/require-node.ts";
import "./command/stay-small.ts";
import { runProgram } from "./command/program.ts";

const environment = { ...process.env };
// Programs that are started from here need no key.
delete process.env["EXCALIBUR_API_KEY"];

// A reader that went away (a pipe that was closed) is no reason to lose the connection.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

let asked = false;
// Not awaited at the top level: the executable without Node is made of CommonJS, which knows no such thing.
const ended = runProgram({
  args: process.argv.slice(2),
  environment,
  processId: process.pid,
  stdin: () => process.stdin,
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  onStop: (listener) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      process.on(signal, () => {
        // The second signal ends the process at once.
        if (asked) process.exit(1);
        asked = true;
        listener();
      });
    }
  },
  onReload: (listener) => void process.on("SIGHUP", listener),
});
void ended.then((code) => process.exit(code));
