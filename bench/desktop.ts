import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { onAllCores } from "./machine.ts";
import type { Section } from "./report.ts";

const SCRIPT = fileURLToPath(new URL("../apps/desktop/bench/run.ts", import.meta.url));

/** Measures the desktop, by a program of its own: what it needs is installed for the desktop alone. */
export async function benchDesktop(given: readonly string[]): Promise<Section> {
  const [command = "", ...args] = onAllCores([
    process.execPath,
    "--disable-warning=ExperimentalWarning",
    SCRIPT,
    ...given,
  ]);
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [found, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (code !== 0) throw new Error(`The desktop could not be measured (${String(code)}).`);
  return { id: "desktop", text: found.trim() };
}
