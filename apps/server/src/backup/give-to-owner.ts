import { lchownSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Gives files and folders, with all that is in them, to the owner of a folder, so that the server, which runs as that user,
 * can open what an administrator has made. Only root can do this; any other user already owns the files it makes.
 * @param paths those that are not there are passed over.
 */
export function giveToOwnerOf(folder: string, paths: readonly string[]): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  for (const path of paths) giveTo(path, uid, gid);
}

function giveTo(path: string, uid: number, gid: number): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  lchownSync(path, uid, gid);
  if (found.isDirectory()) for (const entry of readdirSync(path)) giveTo(join(path, entry), uid, gid);
}
