import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const desktop = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Builds what the tests look at: main, preload, and the renderer that Electron and the server both serve. `npm test` has
 * built them already; vitest started by hand has not.
 */
export async function setup(): Promise<void> {
  if (process.env["EXCALIBUR_IS_BUILT"] === "1") return;
  await Promise.all([run("electron-vite/bin/electron-vite.js"), run("vite/bin/vite.js")]);
}

async function run(command: string): Promise<void> {
  const script = fileURLToPath(new URL(`../../node_modules/${command}`, import.meta.url));
  // Vitest says "test", by which the build would take React's slower development half.
  const env = { ...process.env, NODE_ENV: "production" };
  await promisify(execFile)(process.execPath, [script, "build", "--logLevel", "warn"], { cwd: desktop, env });
}
