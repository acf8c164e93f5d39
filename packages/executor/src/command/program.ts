import { Command, CommanderError } from "commander";
import { VERSION } from "../configuration/load-configuration.ts";
import type { SettingTexts } from "../configuration/resolve-settings.ts";
import { secretInArguments } from "../configuration/secret-in-arguments.ts";
import { SETTING_NAMES, SETTINGS, variableOf, type SettingEntry } from "../configuration/settings.ts";
import { withoutSecrets } from "../sync/plain-text.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { checkKey } from "./key-check.ts";
import type { Terminal } from "./terminal.ts";
import { withConfiguration, type ConfiguredTask } from "./with-configuration.ts";
import { check } from "./check.ts";
import { run } from "./run.ts";

/** Options as commander hands them over: by flag, in camel case. */
type Options = Record<string, string | boolean | undefined>;

/** Runs the command line to its end. Never throws for a wrong one: the exit code tells. */
export async function runProgram(terminal: Terminal): Promise<ExitCode> {
  const secret = secretInArguments(terminal.args);
  if (secret !== null) {
    terminal.err(secret);
    return EXIT.configuration;
  }
  let code: ExitCode = EXIT.ok;
  const program = createProgram(terminal, (ended) => (code = ended));
  try {
    await program.parseAsync(terminal.args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.ok : EXIT.configuration;
  }
  return code;
}

function createProgram(terminal: Terminal, ended: (code: ExitCode) => void): Command {
  const program = new Command("excalibur-executor")
    .description("Keeps an executor connected to Excalibur.")
    .version(VERSION)
    .showHelpAfterError("Run with --help to see what there is.")
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(withoutSecrets(text.trimEnd())),
    })
    .exitOverride();
  const configured = (name: string, description: string, task: ConfiguredTask): void => {
    const command = program.command(name).description(description);
    addSettings(command);
    command.action(async (options: Options) => ended(await withConfiguration(terminal, readOptions(options), task)));
  };
  configured("run", "sync until stopped", run);
  configured("check", "sync once and say exactly what is right or wrong", check);
  program
    .command("key")
    .description("look at keys without a server")
    .command("check")
    .description("tell whether standard input holds a complete API key without a typing mistake")
    .action(async () => ended(await checkKey(terminal)));
  program.addHelpText(
    "after",
    "\nThe API key comes from --api-key-file, EXCALIBUR_API_KEY, EXCALIBUR_API_KEY_FILE or the systemd credential\n" +
      "'excalibur-api-key'; never from the command line.\n" +
      "Exit codes: 0 stopped as asked, 1 fault, 77 refused by the server, 78 wrong configuration.",
  );
  return program;
}

function addSettings(command: Command): void {
  for (const setting of SETTING_NAMES) {
    const { value, help, standard }: SettingEntry = SETTINGS[setting];
    const otherwise = standard === undefined ? "" : `, default ${standard}`;
    command.option(`--${setting}${value === null ? "" : ` <${value}>`}`, `${help} (${variableOf(setting)}${otherwise})`);
  }
  command.option("--config <PATH>", `TOML file with these settings (${variableOf("config")})`);
  command.option("--print-config", "show the settings in force and where each came from, then end");
}

function readOptions(options: Options): SettingTexts & { config?: string; printConfig: boolean } {
  const texts: Record<string, string> = {};
  for (const setting of SETTING_NAMES) {
    const value = options[setting.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())];
    if (value !== undefined) texts[setting] = String(value);
  }
  const config = options["config"];
  return { ...texts, ...(typeof config === "string" && { config }), printConfig: options["printConfig"] === true };
}
