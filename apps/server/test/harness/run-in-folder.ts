import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";

/** The folder of the Node that runs this. */
export const NODE = dirname(process.execPath);
const SHELL = ["-euo", "pipefail", "-c"];

/**
 * Runs a text in a folder, with the programs of Debian and Node: npm, and no pnpm. The servers of this process answer meanwhile.
 * @returns its standard output
 */
export async function runIn(cwd: string, text: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { stdout } = await promisify(execFile)("bash", [...SHELL, text], {
    cwd,
    env: { PATH: `${NODE}:/usr/bin:/bin`, HOME: homedir(), LANG: "C.UTF-8", ...env },
    maxBuffer: 100_000_000,
  });
  return stdout;
}

/** Starts a text in a folder, with its output. It ends with the test. */
export function startIn(cwd: string, text: string, env: Readonly<Record<string, string>> = {}): { output: string } {
  const said = { output: "" };
  const child = spawn("bash", [...SHELL, text], {
    cwd,
    env: { PATH: `${NODE}:/usr/bin:/bin`, HOME: homedir(), LANG: "C.UTF-8", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (said.output += String(text)));
  onTestFinished(() => void process.kill(-(child.pid ?? 0), "SIGTERM"));
  return said;
}

/** Ends with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "excalibur-pages-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
