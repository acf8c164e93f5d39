import { execFile, spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const CLI = fileURLToPath(new URL("../../../../packages/cli/", import.meta.url));
const run = promisify(execFile);

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built command `excalibur`, with an environment of its own. */
export class ExcaliburCommand {
  /** The one file that is all of it. */
  readonly file: string;
  readonly environment: NodeJS.ProcessEnv;

  private constructor(file: string, environment: NodeJS.ProcessEnv) {
    this.file = file;
    this.environment = environment;
  }

  /** Builds the command into a folder. */
  static async build(folder: string): Promise<ExcaliburCommand> {
    const vite = fileURLToPath(new URL("node_modules/vite/bin/vite.js", `file://${CLI}`));
    await run(process.execPath, [vite, "build", "--outDir", folder, "--emptyOutDir", "false"], { cwd: CLI });
    // Compiled once for all of its starts.
    return new ExcaliburCommand(`${folder}/excalibur.mjs`, { NODE_COMPILE_CACHE: `${folder}/compiled` });
  }

  with(environment: NodeJS.ProcessEnv): ExcaliburCommand {
    return new ExcaliburCommand(this.file, { ...this.environment, ...environment });
  }

  run(...words: string[]): Promise<CommandResult> {
    return new Promise((resolve) => {
      execFile(process.execPath, [this.file, ...words], { env: this.environment }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    });
  }

  /** Runs a shell script in which `excalibur` is this command. */
  shell(script: string): Promise<CommandResult> {
    const preamble = `set -eu\nexcalibur() { "${process.execPath}" "${this.file}" "$@"; }\n`;
    return new Promise((resolve) => {
      execFile(
        "/bin/sh",
        ["-c", preamble + script],
        { env: { ...this.environment, PATH: process.env["PATH"] } },
        (error, stdout, stderr) => {
          resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
        },
      );
    });
  }

  /** Starts it, for what goes on until it is stopped. */
  start(...words: string[]): ChildProcess {
    return spawn(process.execPath, [this.file, ...words], { env: this.environment });
  }
}
