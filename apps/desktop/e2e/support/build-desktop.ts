import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const desktop = fileURLToPath(new URL("../../", import.meta.url));

/** Builds what the tests look at: main, preload, and the renderer that Electron and the server both serve. */
export async function setup(): Promise<void> {
  const electronVite = fileURLToPath(new URL("../../node_modules/electron-vite/bin/electron-vite.js", import.meta.url));
  await promisify(execFile)(process.execPath, [electronVite, "build", "--logLevel", "warn"], { cwd: desktop });
}
