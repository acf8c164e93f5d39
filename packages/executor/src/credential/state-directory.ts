import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { StateStorage, StoredState } from "./kept-key.ts";
import { moveSecretFile, probeSecretFile, writeSecretFile } from "./secret-file.ts";
import { storageLifetimeProblem } from "./storage-lifetime.ts";

/** Keeps what the executor of this name renews, in a file of a folder that several executors can share. */
export function stateDirectory(folder: string, executorName: string): StateStorage {
  const path = join(folder, `${executorName}.renewed`);
  return {
    name: `the state directory ${folder}`,
    storesAdoption: true,
    load: () => loadState(folder, path),
    async store(text) {
      const whole = `${path}.new`;
      await writeSecretFile(whole, text);
      await moveSecretFile(whole, path);
    },
    probe: () => probeSecretFile(path),
    lifetimeProblem: () => storageLifetimeProblem(path),
  };
}

async function loadState(folder: string, path: string): Promise<StoredState> {
  try {
    return { kind: "read", text: await readFile(path, "utf8") };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT") return { kind: "unusable", problem: readProblem(code) };
    const isFolder = await stat(folder).then(
      (status) => status.isDirectory(),
      () => false,
    );
    return isFolder ? { kind: "read", text: null } : { kind: "unusable", problem: "there is no such folder" };
  }
}

function readProblem(code: string | undefined): string {
  switch (code) {
    case "EACCES":
      return "this user may not read it";
    case "ENOTDIR":
      return "it is no folder";
    default:
      return `it can't be read (${code ?? "unknown error"})`;
  }
}
