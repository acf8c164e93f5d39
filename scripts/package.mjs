// Packages the desktop app: `npm run package` makes this system's installers, `npm run package -- --dir` a folder only.
// Other arguments go to electron-builder.
import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { downloadElectron } from "../apps/desktop/scripts/download-electron.mjs";
import { distributionOf, findOwnElectron } from "../apps/desktop/scripts/find-electron.mjs";
import { provideTestElectron } from "../apps/desktop/scripts/provide-test-electron.mjs";

const desktop = fileURLToPath(new URL("../apps/desktop/", import.meta.url));
const builder = fileURLToPath(new URL("../apps/desktop/node_modules/electron-builder/cli.js", import.meta.url));
const wanted = process.argv.slice(2);
// Installers are made with what electron-builder fetches for each system; a folder is made with what is here.
const electron = wanted.includes("--dir") ? await localElectron() : [];
const fixed = ["--config", "electron-builder.config.mjs", "--publish", "never"];
const child = spawn(process.execPath, [builder, ...fixed, ...electron, ...wanted], { cwd: desktop, stdio: "inherit" });
child.on("exit", (code) => process.exit(code ?? 1));

/** Names an Electron of this machine to electron-builder, which would download one. */
async function localElectron() {
  const binary = findOwnElectron() ?? (await downloadElectron()) ?? (await testElectron());
  if (binary === null)
    throw new Error("There is no Electron here. Name the folder of one by ELECTRON_OVERRIDE_DIST_PATH.");
  const { stdout } = spawnSync(binary, ["-p", "process.versions.electron"], {
    encoding: "utf8",
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
  });
  return [`-c.electronDist=${distributionOf(binary)}`, `-c.electronVersion=${stdout.trim()}`];
}

async function testElectron() {
  const binary = await provideTestElectron();
  if (binary !== null)
    console.log("No other Electron can be had: this is packaged with the tests' one. Don't ship it.");
  return binary;
}
