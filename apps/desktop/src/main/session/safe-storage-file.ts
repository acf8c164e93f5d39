import { readFile, rm } from "node:fs/promises";
import { safeStorage } from "electron";
import { writeFileAtomically } from "../files/write-file-atomically.ts";
import type { SealedFile } from "./session-cookies.ts";

/**
 * A file encrypted with a key that the system's keychain holds. Where there is no keychain nothing is written at all:
 * the session then lives as long as the app runs. On Linux `basic_text` is no keychain but a password built into Chromium.
 */
export function safeStorageFile(path: string): SealedFile {
  return {
    isKept: hasKeychain,
    async read() {
      try {
        // First of all: the keychain need not be woken for a file that is not there.
        const sealed = await readFile(path);
        return (await hasKeychain()) ? await open(sealed) : null;
      } catch {
        return null;
      }
    },
    async write(text) {
      if (await hasKeychain()) await writeFileAtomically(path, await seal(text));
      else await rm(path, { force: true });
    },
  };
}

async function hasKeychain(): Promise<boolean> {
  if (process.platform === "linux" && safeStorage.getSelectedStorageBackend() === "basic_text") return false;
  return hasAsyncMethods() ? safeStorage.isAsyncEncryptionAvailable() : safeStorage.isEncryptionAvailable();
}

/** Electron prefers the asynchronous methods since they exist; older ones, such as the one the tests run, lack them. */
function hasAsyncMethods(): boolean {
  return typeof Reflect.get(safeStorage, "isAsyncEncryptionAvailable") === "function";
}

async function seal(text: string): Promise<Buffer> {
  return hasAsyncMethods() ? safeStorage.encryptStringAsync(text) : safeStorage.encryptString(text);
}

async function open(sealed: Buffer): Promise<string> {
  return hasAsyncMethods() ? (await safeStorage.decryptStringAsync(sealed)).result : safeStorage.decryptString(sealed);
}
