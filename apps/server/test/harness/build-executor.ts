import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const EXECUTOR = fileURLToPath(new URL("../../../../packages/executor/", import.meta.url));

/** Builds the executor's command, which servers give to hosts. `npm test` has done it before; vitest alone has not. */
export function buildExecutor(): void {
  if (process.env["EXCALIBUR_IS_BUILT"] === "1") return;
  execFileSync(process.execPath, ["node_modules/vite/bin/vite.js", "build", "--mode", "command"], { cwd: EXECUTOR });
}
