import { execFile, execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const EXECUTOR = `${ROOT}packages/executor`;

/** Builds the executor's command, which servers give to hosts. `npm test` has done it before; vitest alone has not. */
export function buildExecutor(): void {
  if (process.env["EXCALIBUR_IS_BUILT"] === "1") return;
  execFileSync(process.execPath, ["node_modules/vite/bin/vite.js", "build", "--mode", "command"], { cwd: EXECUTOR });
}

/** Packages the executor for hosts without Node. `npm run test:endurance` has done it before. @param platform such as `linux-x64` */
export async function packageExecutor(platform: string): Promise<void> {
  if (process.env["EXCALIBUR_IS_BUILT"] === "1") return;
  await promisify(execFile)(process.execPath, ["scripts/package-executor.mjs", platform], { cwd: ROOT });
}
