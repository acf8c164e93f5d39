import { VERSION } from "../configuration/load-configuration.ts";
import { secretInArguments } from "../configuration/secret-in-arguments.ts";
import { withoutSecrets } from "../sync/plain-text.ts";
import { check } from "./check.ts";
import { readCommandLine } from "./command-line.ts";
import { enroll } from "./enroll.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { helpText } from "./help.ts";
import { checkKey } from "./key-check.ts";
import { run } from "./run.ts";
import type { Terminal } from "./terminal.ts";
import { withConfiguration } from "./with-configuration.ts";

/** Runs the command of the command line. Returns the exit code; a wrong command line has an error message. */
export async function runProgram(terminal: Terminal): Promise<ExitCode> {
  const secret = secretInArguments(terminal.args);
  if (secret !== null) {
    terminal.err(secret);
    return EXIT.configuration;
  }
  const invocation = readCommandLine(terminal.args);
  switch (invocation.kind) {
    case "run":
      return withConfiguration(terminal, invocation.flags, run);
    case "check":
      return withConfiguration(terminal, invocation.flags, check);
    case "enroll":
      return withConfiguration(terminal, invocation.flags, enroll);
    case "keyCheck":
      return checkKey(terminal);
    case "help":
      terminal.out(helpText());
      return EXIT.ok;
    case "version":
      terminal.out(VERSION);
      return EXIT.ok;
    case "wrong":
      terminal.err(withoutSecrets(invocation.problem));
      return EXIT.configuration;
  }
}
