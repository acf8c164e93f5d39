import { execFileSync } from "node:child_process";
import { chmod, chown, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/** The user without rights that every Linux has. */
const UNPRIVILEGED_ID = 65_534;

/** Chromium has no sandbox for root, so where the tests run as root, as in a container, the app runs as the user without rights. */
export const isRoot = process.getuid?.() === 0;

const DROP_RIGHTS = [
  "setpriv",
  `--reuid=${UNPRIVILEGED_ID}`,
  `--regid=${UNPRIVILEGED_ID}`,
  "--clear-groups",
  "--inh-caps=-all",
] as const;

/** How an app gets a sandbox here, in words; null where an unprivileged user may not make one. */
export function findSandbox(): string | null {
  const [command, ...args] = [...(isRoot ? DROP_RIGHTS : []), "unshare", "--user", "--map-root-user", "true"];
  try {
    execFileSync(command ?? "", args, { stdio: "ignore" });
    return "user namespaces";
  } catch {
    return null;
  }
}

/** A folder for what belongs to the user that the app runs as. */
export async function userFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-user-"));
  if (isRoot) await chown(folder, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
  return folder;
}

/** A program that starts another one without root's rights. Where the tests have none to give up, the other one itself. */
export async function unprivileged(executable: string, folder: string): Promise<string> {
  if (!isRoot) return executable;
  const script = join(folder, `${basename(executable)}-unprivileged`);
  await writeFile(script, `#!/bin/sh\nexec ${DROP_RIGHTS.join(" ")} "${executable}" "$@"\n`);
  await chmod(script, 0o755);
  return script;
}
