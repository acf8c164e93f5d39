// Everything on one machine: the server, and the desktop app in front of it.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { downloadElectron } from "../apps/desktop/scripts/download-electron.mjs";
import { findElectron } from "../apps/desktop/scripts/find-electron.mjs";
import { stopTogether } from "./bootstrap/stop-together.mjs";
import { endMessage, noDisplayMessage } from "./desktop-messages.mjs";
import { serverOptions } from "./server-options.mjs";

/** Characters of the desktop app's error output that are kept: its end shows why the app ended. */
const KEPT_ERRORS = 8_000;
/** The desktop app's exit status after SIGTERM. */
const TERMINATED = 143;
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
stopTogether(server);
let desktop = null;
server.on("exit", (code) => {
  desktop?.kill("SIGTERM");
  process.exit(code ?? 1);
});

/** Opens the desktop app, or prints why it can't and where the console is. */
async function openDesktop(url) {
  const inBrowser = `Open the console in a browser: ${url}`;
  const noDisplay = noDisplayMessage(process);
  if (noDisplay !== null) return print(noDisplay, inBrowser);
  const electron = findElectron() ?? (await downloadElectron());
  if (electron === null)
    return print("No window is opened: there is no Electron here, and none can be downloaded.", inBrowser);

  desktop = spawn(electron, ["apps/desktop"], {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, EXCALIBUR_SERVER_URL: url },
  });
  let errors = "";
  desktop.stderr.on("data", (text) => (errors = (errors + text).slice(-KEPT_ERRORS)));
  desktop.on("error", ({ message }) => print(`The desktop app can't be opened here: ${message}`, inBrowser));
  // Its helpers may hold on to its standard error for a while.
  desktop.on("exit", (code, signal) => {
    if (isTermination(code, signal)) server.kill("SIGTERM");
  });
  desktop.on("close", (code, signal) => {
    if (isTermination(code, signal)) return;
    if (code === 0) return print("The desktop app was closed. The server goes on; Ctrl-C ends it.", inBrowser);
    print(endMessage({ code, signal, errors }), inBrowser);
  });
}

function isTermination(code, signal) {
  return signal === "SIGTERM" || code === TERMINATED;
}

function print(...lines) {
  for (const line of lines) console.log(line);
}
