import { execFileSync } from "node:child_process";
import { chmod, chown, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const NOBODY = 65_534;

/** Chromium has no sandbox for root, so where the tests run as root, as in a container, the app runs as nobody. */
export const isRoot = process.getuid?.() === 0;

const AS_NOBODY = ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups", "--inh-caps=-all"] as const;

/** How an app gets a sandbox here, in words; null where an unprivileged user may not make one. */
export function findSandbox(): string | null {
  const [command, ...args] = [...(isRoot ? AS_NOBODY : []), "unshare", "--user", "--map-root-user", "true"];
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
  if (isRoot) await chown(folder, NOBODY, NOBODY);
  return folder;
}

/** A program that starts another one without root's rights. Where the tests have none to give up, the other one itself. */
export async function unprivileged(executable: string, folder: string): Promise<string> {
  if (!isRoot) return executable;
  const script = join(folder, `${basename(executable)}-as-nobody`);
  await writeFile(script, `#!/bin/sh\nexec ${AS_NOBODY.join(" ")} "${executable}" "$@"\n`);
  await chmod(script, 0o755);
  return script;
}
