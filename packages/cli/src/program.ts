import { Command, CommanderError } from "commander";
import metadata from "../package.json" with { type: "json" };
import { addApplyCommands } from "./commands/apply.ts";
import { addAuditCommands } from "./commands/audit.ts";
import { addCodeCommands } from "./commands/codes.ts";
import { addCompletionCommand } from "./commands/completion.ts";
import { addEventCommand } from "./commands/events.ts";
import { addExecutorCommands } from "./commands/executors.ts";
import { addKeyCommands } from "./commands/keys.ts";
import { addLeaksCommand } from "./commands/leaks.ts";
import { addMemberCommands } from "./commands/members.ts";
import { addLoginCommands } from "./commands/login.ts";
import { addPolicyCommand } from "./commands/policy.ts";
import { createContext } from "./context.ts";
import { EXIT } from "./exit-codes.ts";
import { explainFailure } from "./explain-failure.ts";

const HELP = `
The server and the management key come from excalibur login, or from the environment:
  EXCALIBUR_URL                  the server's address
  EXCALIBUR_MANAGEMENT_KEY_FILE  the file with the management key, or
  EXCALIBUR_MANAGEMENT_KEY       the management key itself
  EXCALIBUR_ORGANIZATION         of several logins, the one of this organization
`;

interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Runs the command. @returns the exit code. */
export async function runProgram(
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
  { out, err }: Streams,
): Promise<number> {
  const program = new Command("excalibur")
    .description("Manages an Excalibur organization")
    .version(metadata.version, "--version", "show the command's version")
    .option("--json", "answer with JSON")
    .option("--organization <name>", "of several logins, the one of this organization");
  const options = () => program.opts<{ json?: true; organization?: string }>();
  const context = createContext({
    environment,
    output: () => ({ out, note: err, isJson: options().json === true }),
    organization: () => options().organization ?? null,
  });
  // Inherited by every command that is added from here on.
  program.exitOverride().configureOutput({ writeOut: out, writeErr: err }).addHelpText("after", HELP);
  addLoginCommands(program, context);
  addKeyCommands(program, context);
  addApplyCommands(program, context);
  addCodeCommands(program, context);
  addPolicyCommand(program, context);
  addExecutorCommands(program, context);
  addMemberCommands(program, context);
  addEventCommand(program, context);
  addAuditCommands(program, context);
  addLeaksCommand(program, context);
  addCompletionCommand(program, context);
  try {
    await program.parseAsync([...words], { from: "user" });
    return EXIT.ok;
  } catch (error) {
    // It has printed the error already; requested help ends with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const { exitCode, message } = explainFailure(error);
    err(`excalibur: ${message}\n`);
    return exitCode;
  }
}
