import { createHash, randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { formatSecret, hintOf, parseSecret, SECRET_RANDOM_BYTES } from "@excalibur/api/key-secret";
import { CommandFailure, EXIT } from "./exit-codes.ts";

/** What the server is sent of a secret that was made here. */
export interface HashedSecret {
  readonly secretHash: string;
  readonly hint: string;
}

/** A fresh secret of an API key. */
export function makeSecret(): string {
  return formatSecret(randomBytes(SECRET_RANDOM_BYTES));
}

export function hashSecret(secret: string): HashedSecret {
  return { secretHash: createHash("sha256").update(secret).digest("hex"), hint: hintOf(secret) };
}

/** Where a secret waits until its key is known to exist. */
export function waitingPath(path: string): string {
  return `${path}.new`;
}

/** The secret that an interrupted run left beside a file; null when there is none, or only the beginning of one. */
export function readWaitingSecret(path: string): string | null {
  const waiting = waitingPath(path);
  const found = lstatSync(waiting, { throwIfNoEntry: false });
  if (found === undefined) return null;
  const isOurs = found.isFile() && (found.mode & 0o077) === 0 && found.uid === process.getuid?.();
  if (!isOurs) throw cannotWrite(waiting, "is no file that only you can read");
  return parseSecret(readFileSync(waiting, "utf8"));
}

/**
 * A secret made here, of which the server only ever learns the hash. It is on disk before the key exists, and stays there until
 * the key is known to exist: killed at any moment, a repeated run goes on with the same secret.
 */
export class SecretFile {
  readonly #path: string;
  readonly #secret: string;
  /** Whether an interrupted run had made it. */
  readonly isTakenUp: boolean;

  /** @param path where it goes. @throws CommandFailure when it can't be written: nothing has changed then. */
  constructor(path: string) {
    this.#path = path;
    const left = readWaitingSecret(path);
    this.isTakenUp = left !== null;
    this.#secret = left ?? makeSecret();
    if (left === null) this.#write();
  }

  get hashed(): HashedSecret {
    return hashSecret(this.#secret);
  }

  /** The key exists: its secret goes where it belongs. */
  keep(): void {
    // Another run may have put its own secret there meanwhile.
    if (readWaitingSecret(this.#path) !== this.#secret) this.#write();
    renameSync(waitingPath(this.#path), this.#path);
    syncFolderOf(this.#path);
  }

  /** No key has this secret. */
  discard(): void {
    if (readWaitingSecret(this.#path) === this.#secret) rmSync(waitingPath(this.#path), { force: true });
  }

  #write(): void {
    const waiting = waitingPath(this.#path);
    try {
      writeNewFile(waiting, this.#secret);
      syncFolderOf(waiting);
    } catch (error) {
      throw cannotWrite(waiting, `can't be written (${codeOf(error)})`);
    }
  }
}

/** Writes a secret that the server made: the whole of it, or no file. @throws CommandFailure when it can't be written. */
export function writeSecretFile(path: string, secret: string): void {
  try {
    writeNewFile(waitingPath(path), secret);
    renameSync(waitingPath(path), path);
    syncFolderOf(path);
  } catch (error) {
    const words = `${path} can't be written (${codeOf(error)}). Run it again: it will get another secret.`;
    throw new CommandFailure(EXIT.cannotCreateFile, words);
  }
}

/** A new file of its own: never through a link that is there already. */
function writeNewFile(path: string, secret: string): void {
  rmSync(path, { force: true });
  const file = openSync(path, "wx", 0o600);
  try {
    writeSync(file, `${secret}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Whether a file may be replaced by a new secret: it is not there, or holds a secret and nothing else. */
export function mayHoldSecret(path: string): boolean {
  if (!existsSync(path)) return true;
  if (!lstatSync(path).isFile()) return false;
  const text = readFileSync(path, "utf8");
  return text === "" || parseSecret(text) !== null;
}

/** Has the names in a folder written to disk, so that a loss of power doesn't take them back. */
function syncFolderOf(path: string): void {
  const folder = openSync(dirname(path), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function cannotWrite(path: string, words: string): CommandFailure {
  return new CommandFailure(EXIT.cannotCreateFile, `${path} ${words}. No key was created.`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
