import { constants, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

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

/** Why a file could not be written, as a sentence. */
export function storageProblem(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full";
    case "EROFS":
      return "it is mounted read-only";
    case "EACCES":
    case "EPERM":
      return "this user may not write there";
    case "ENOENT":
      return "there is no such folder";
    default:
      return `it can't be written (${code ?? "unknown error"})`;
  }
}
