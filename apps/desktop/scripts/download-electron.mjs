import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { findOwnElectron } from "./find-electron.mjs";

const DOWNLOAD_TIMEOUT_MS = 180_000;

const installer = fileURLToPath(new URL("../node_modules/electron/install.js", import.meta.url));

/**
 * Electron's package brings no binary; its own installer fetches one.
 * @returns {Promise<string | null>} its path; null where that network is out of reach.
 */
export async function downloadElectron() {
  console.log("Downloading Electron for the desktop app …");
  const child = spawn(process.execPath, [installer], { stdio: "ignore", timeout: DOWNLOAD_TIMEOUT_MS });
  await new Promise((resolve) => {
    child.on("exit", resolve);
    child.on("error", resolve);
  });
  return findOwnElectron();
}
