import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { unprivileged } from "./unprivileged.ts";

const desktop = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

/**
 * Puts Electron and the built app where an unprivileged user can read them: the checkout may be in a home folder.
 * @param electron path of the test Electron's binary.
 */
export async function stageApp(electron: string) {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-app-"));
  await chmod(folder, 0o755);
  const staged = join(folder, "electron");
  // Linked, not copied, where both are on one disk: it is 230 MB.
  await run("cp", ["-rlP", dirname(electron), staged]).catch(async () => {
    await rm(staged, { recursive: true, force: true });
    await run("cp", ["-rP", dirname(electron), staged]);
  });
  const app = join(staged, "resources/app");
  await rm(app, { recursive: true, force: true });
  for (const part of ["package.json", "out", "resources"])
    await cp(join(desktop, part), join(app, part), { recursive: true });
  return {
    executable: await unprivileged(join(staged, "electron"), folder),
    /** The same on a desktop with a keychain of its own, unlocked as signing in there does. */
    executableWithKeychain: await unprivileged(await withKeychain(join(staged, "electron"), folder), folder),
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

/** How a keychain can be had here, in words; null where there is none. */
export function findKeychain(): string | null {
  const programs = ["/usr/bin/gnome-keyring-daemon", "/usr/bin/dbus-run-session"];
  return programs.every((path) => existsSync(path)) ? "GNOME's keyring" : null;
}

async function withKeychain(executable: string, folder: string): Promise<string> {
  const script = join(folder, "with-keychain");
  const unlock = "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1";
  const start = `${unlock}; exec "$0" --password-store=gnome-libsecret "$@"`;
  await writeFile(script, `#!/bin/sh\nexec dbus-run-session -- sh -c '${start}' "${executable}" "$@"\n`);
  await chmod(script, 0o755);
  return script;
}
