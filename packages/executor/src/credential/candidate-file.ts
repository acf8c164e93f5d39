import { createHash } from "node:crypto";
import { readFile, realpath, rm } from "node:fs/promises";
import { parseSecret, type CannotRenew } from "@excalibur/api/contract";
import { moveSecretFile, writeSecretFile } from "./secret-file.ts";

/** Where an executor keeps the secret of a renewal until it has taken the place of its key. */
export interface CandidateStore {
  /** A secret that was kept for the renewal of this key; null when there is none. One of another key is deleted. */
  read(key: string): Promise<string | null>;
  /** Keeps a secret for the renewal of a key, and returns once no crash can lose it. @throws what the storage says. */
  write(candidate: string, key: string): Promise<void>;
  /** Puts the secret in the place of the key, and returns once no crash can undo it. @throws what the storage says. */
  adopt(): Promise<void>;
  discard(): Promise<void>;
}

/**
 * Keeps the secret in a file beside the key file. It names the key that it renews by its SHA-256: where a person has put
 * another key into the key file since then, that one counts.
 */
export function candidateFile(keyPath: string): CandidateStore {
  const path = async () => `${await realpath(keyPath)}.renewing`;
  const discard = async () => rm(await path(), { force: true });
  return {
    async read(key) {
      const text = await readFile(await path(), "utf8").catch(() => "");
      const [line = "", renews] = text.split("\n");
      const candidate = parseSecret(line);
      if (candidate !== null && renews === hashOf(key)) return candidate;
      if (text !== "") await discard().catch(() => {});
      return null;
    },
    write: async (candidate, key) => writeSecretFile(await path(), `${candidate}\n${hashOf(key)}`),
    async adopt() {
      const from = await path();
      const [line = ""] = (await readFile(from, "utf8")).split("\n");
      // The key file holds the key alone. A crash between the last two steps leaves the candidate of a key that is gone.
      const whole = `${from}.key`;
      await writeSecretFile(whole, line);
      await moveSecretFile(whole, await realpath(keyPath));
      await rm(from, { force: true });
    },
    discard,
  };
}

/** Why a secret could not be kept, for the server. */
export function cannotRenewBecause(error: unknown): CannotRenew {
  switch ((error as NodeJS.ErrnoException).code) {
    case "ENOSPC":
    case "EDQUOT":
      return "disk_full";
    case "EROFS":
      return "read_only";
    case "EACCES":
    case "EPERM":
      return "not_permitted";
    default:
      return "storage_failed";
  }
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
