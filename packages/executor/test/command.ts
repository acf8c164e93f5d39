import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { once } from "node:events";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject, onTestFinished } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

/** A minute takes 0.6 s. */
const TIME_SCALE = "0.01";

export interface RunningCommand {
  readonly process: ChildProcess;
  /** Everything it has written so far. */
  output(): string;
  /** Resolves once the output holds this text that many times. */
  printed(text: string, times?: number): Promise<void>;
  exitCode: Promise<number | null>;
}

interface CommandOptions {
  readonly env?: Record<string, string>;
  readonly input?: string;
  readonly stdio?: StdioOptions;
  /** Which Node runs it; the default is the tests' own. */
  readonly node?: string;
}

/** Starts the real command. It is ended with the test, should it still run then. */
export function startCommand(
  args: string[],
  { env = {}, input, stdio = "pipe", node = process.execPath }: CommandOptions = {},
): RunningCommand {
  const child = spawn(node, [inject("command"), ...args], {
    env: { PATH: process.env["PATH"], EXCALIBUR_TIME_SCALE: TIME_SCALE, EXCALIBUR_TIMEOUT: "300", ...env },
    stdio,
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  // It may have stopped reading before everything is written.
  child.stdin?.on("error", () => {});
  if (input !== undefined) child.stdin?.end(input);
  let output = "";
  child.stdout?.on("data", (chunk) => (output += String(chunk)));
  child.stderr?.on("data", (chunk) => (output += String(chunk)));
  const exitCode = once(child, "close").then(([code]) => code as number | null);
  const printed = (text: string, times = 1) =>
    until(
      `the command says "${text}"`,
      () => output.split(text).length > times,
      () => `It printed:\n${output}`,
    );
  return { process: child, output: () => output, printed, exitCode };
}

/** Runs the command to its end. */
export async function runCommand(
  args: string[],
  options: CommandOptions = {},
): Promise<{ code: number | null; output: string }> {
  const command = startCommand(args, { input: "", ...options });
  const code = await command.exitCode;
  return { code, output: command.output() };
}

/** Waits for something to become true; fails after twenty seconds. */
export async function until(what: string, condition: () => boolean, hint = () => ""): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`timed out while waiting until ${what}. ${hint()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Lets real time pass, to see that nothing happens in it. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A file with a key that only its owner can read. */
export function writeKeyFile(text: string, folder = temporaryFolder(), mode = 0o600): string {
  const path = join(folder, "api-key");
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}
