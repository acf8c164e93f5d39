import { unwatchFile, watchFile } from "node:fs";
import { constants, open, type FileHandle } from "node:fs/promises";
import { candidateFile } from "./candidate-file.ts";
import type { CredentialSource } from "./credential-source.ts";
import { accessProblem } from "./key-file-access.ts";
import { readKey, unusable, type KeyReading } from "./key-problem.ts";

/** Far more than a key with white space around it. */
const MAX_KEY_FILE_BYTES = 4096;

const WATCH_INTERVAL_MS = 1000;

export interface KeyFileOptions {
  /** Another program, such as systemd for its credentials, controls who may read the file. */
  readonly guarded?: boolean;
  /** Milliseconds between two looks at the file. */
  readonly watchIntervalMs?: number;
}

/**
 * A key in a file of its own. Read again when the file changes.
 * A file that others can read is refused.
 */
export function keyFile(path: string, options: KeyFileOptions = {}): CredentialSource {
  return {
    sourceName: `the key file ${path}`,
    // systemd copies the credential again at each start.
    ...(options.guarded === true ? { cannotRenew: "systemd_credential" } : { candidates: candidateFile(path) }),
    read: () => readKeyFile(path, options.guarded ?? false),
    watch: (onChange, signal) => {
      watchKeyFile(path, onChange, options.watchIntervalMs ?? WATCH_INTERVAL_MS, signal);
    },
  };
}

async function readKeyFile(path: string, guarded: boolean): Promise<KeyReading> {
  let file: FileHandle;
  try {
    // Without waiting for a writer, should it be a named pipe.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return unusable(describeOpenProblem(error as NodeJS.ErrnoException, path));
  }
  try {
    const problem = await problemOf(file, path, guarded);
    if (problem !== null) return unusable(problem);
    const { bytesRead, buffer } = await file.read(Buffer.alloc(MAX_KEY_FILE_BYTES + 1), 0, MAX_KEY_FILE_BYTES + 1);
    if (bytesRead > MAX_KEY_FILE_BYTES) return unusable("it is far too large to be a key");
    return readKey(buffer.toString("utf8", 0, bytesRead));
  } catch (error) {
    return unusable(describeOpenProblem(error as NodeJS.ErrnoException, path));
  } finally {
    await file.close();
  }
}

async function problemOf(file: FileHandle, path: string, guarded: boolean): Promise<string | null> {
  const status = await file.stat();
  if (status.isDirectory()) return "it is a folder: name the file in it";
  if (!status.isFile()) return "it is not a regular file";
  const { mode, uid } = status;
  const userId = process.geteuid?.();
  // On Windows the mode says nothing about who may read the file.
  if (guarded || userId === undefined) return null;
  return accessProblem({ path, mode, ownerId: uid, userId });
}

function describeOpenProblem(error: NodeJS.ErrnoException, path: string): string {
  switch (error.code) {
    case "ENOENT":
      return "there is no such file";
    case "EACCES":
      return `this user may not read it. Make it the executor's own: chown USER ${path}`;
    default:
      return `it can't be read (${error.code ?? "unknown error"})`;
  }
}

/**
 * Looks at the file's status every second. Plain looking, because it sees what notifications miss: network file systems,
 * files behind symbolic links (how Kubernetes replaces a Secret), files that are deleted and come back.
 */
function watchKeyFile(path: string, onChange: () => void, intervalMs: number, signal: AbortSignal): void {
  if (signal.aborted) return;
  const listener = (): void => onChange();
  watchFile(path, { interval: Math.max(1, Math.round(intervalMs)), persistent: false }, listener);
  signal.addEventListener("abort", () => unwatchFile(path, listener), { once: true });
}
