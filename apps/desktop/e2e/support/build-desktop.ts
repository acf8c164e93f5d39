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
  const renderer = run("node_modules/vite/bin/vite.js", ["build", "--logLevel", "warn"]).then(() =>
    run("scripts/publish-renderer.mjs"),
  );
  await Promise.all([
    run("node_modules/electron-vite/bin/electron-vite.js", ["build", "--logLevel", "warn"]),
    renderer,
  ]);
}

async function run(script: string, args: readonly string[] = []): Promise<void> {
  // Vitest says "test", by which the build would take React's slower development half.
  const env = { ...process.env, NODE_ENV: "production" };
  await promisify(execFile)(process.execPath, [script, ...args], { cwd: desktop, env });
}
