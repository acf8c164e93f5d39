import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("../apps/desktop/bench/run.ts", import.meta.url));

/** Measures the desktop, by a program of its own: what it needs is installed for the desktop alone. */
export async function benchDesktop(given: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", SCRIPT, ...given], {
    stdio: "inherit",
  });
  const [code] = (await once(child, "exit")) as [number | null];
  process.exitCode = code ?? 1;
}
