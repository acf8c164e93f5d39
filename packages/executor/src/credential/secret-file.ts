import { constants, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Characters; a file that keeps a renewal has less. */
const PROBE_LENGTH = 256;

/**
 * Writes a secret into a file that its owner alone can read, and returns once it is on the disk. What stood there is gone.
 * @throws the file system's error: a full disk, a read-only mount, a folder that may not be written to.
 */
export async function writeSecretFile(path: string, secret: string): Promise<void> {
  // A file of another mode that stands there would keep it.
  await rm(path, { force: true });
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    await file.writeFile(`${secret}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(path);
}

/** Puts one file in the place of another in one step, and returns once that is on the disk. */
export async function moveSecretFile(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(to);
}

/** A new name in a folder is on the disk once the folder is. Windows has no such call, and needs none. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(dirname(path), constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Writes beside a path what is as long as a secret and its descent, and takes it away. @throws the file system's error. */
export async function probeSecretFile(path: string): Promise<void> {
  const probe = `${path}.probe`;
  try {
    await writeSecretFile(probe, "x".repeat(PROBE_LENGTH));
  } finally {
    await rm(probe, { force: true }).catch(() => {});
  }
}
