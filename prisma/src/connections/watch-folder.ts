import { watch, type FSWatcher } from "node:fs";

/**
 * Tells at once when a path below a folder begins to lead to another file, or to none.
 * @returns null where the system can't watch, such as on a network file system, or when it watches too much already.
 */
export function watchFolder(folder: string, onMoved: () => void): FSWatcher | null {
  try {
    const watcher = watch(folder, { persistent: false }, (event) => {
      // "rename" stands for all that happens to a folder's entries; "change" for what is written to its files.
      if (event === "rename") onMoved();
    });
    return watcher.on("error", () => watcher.close());
  } catch {
    return null;
  }
}
