// Everything on one machine: the server, and the desktop app in front of it.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { downloadElectron } from "../apps/desktop/scripts/download-electron.mjs";
import { findElectron } from "../apps/desktop/scripts/find-electron.mjs";
import { serverOptions } from "./server-options.mjs";

const READY = /^Excalibur is ready at (\S+)$/;

const root = fileURLToPath(new URL("../", import.meta.url));
const server = spawn(process.execPath, [...serverOptions(), "apps/server/src/main.ts"], {
  cwd: root,
  stdio: ["inherit", "pipe", "inherit"],
});

createInterface({ input: server.stdout }).on("line", (line) => {
  console.log(line);
  const url = READY.exec(line)?.[1];
  if (url !== undefined) void openDesktop(url);
});
process.on("SIGINT", () => {});
process.on("SIGTERM", () => server.kill("SIGTERM"));
server.on("exit", (code) => process.exit(code ?? 1));

/** Opens the desktop app, or says where the console is when there is no screen to show it on or no Electron to be had. */
async function openDesktop(url) {
  const electron = hasScreen() ? (findElectron() ?? (await downloadElectron())) : null;
  if (electron === null) {
    console.log(`Open the console in a browser: ${url}`);
    return;
  }
  const desktop = spawn(electron, ["apps/desktop"], {
    cwd: root,
    stdio: "ignore",
    env: { ...process.env, EXCALIBUR_SERVER_URL: url },
  });
  desktop.on("error", () => console.log(`The desktop app can't be opened here. Open the console in a browser: ${url}`));
  desktop.on("exit", (code) => {
    if (code !== 0) console.log(`The desktop app ended. The console is at ${url}`);
  });
}

function hasScreen() {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
