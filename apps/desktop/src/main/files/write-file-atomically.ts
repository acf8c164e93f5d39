import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

const underWay = new Set<Promise<void>>();

/** Whether a file is being written, which the app must not end before. */
export function isWriting(): boolean {
  return underWay.size > 0;
}

/** Waits until all running writes have succeeded or failed. */
export async function writesToEnd(): Promise<void> {
  while (isWriting()) await Promise.allSettled(underWay);
}

/** Writes a file that only this user may read, all of it or nothing: a crash half way leaves the old one. */
export async function writeFileAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const write = writeAndRename(path, content);
  underWay.add(write);
  try {
    await write;
  } finally {
    underWay.delete(write);
  }
}

async function writeAndRename(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}.new`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(draft, content, { mode: 0o600 });
  await rename(draft, path);
}
