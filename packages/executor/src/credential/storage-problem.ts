import type { CannotRenew } from "@excalibur/api/contract";
import type { CredentialSource } from "./credential-source.ts";

/** Why a secret can't be kept. */
export interface StorageProblem {
  /** Where it would be kept, for people. */
  readonly sourceName: string;
  readonly reason: CannotRenew;
  /** For people: what is wrong, and what to do next where that is known. */
  readonly words: string;
}

/** A storage that has refused to keep a secret, and why. */
export class StorageRefusal extends Error {
  readonly reason: CannotRenew;

  constructor(reason: CannotRenew, words: string) {
    super(words);
    this.reason = reason;
  }
}

/** What a source is refused with that has no storage. */
export function noStorage({ cannotRenew = "not_a_file" }: CredentialSource): StorageRefusal {
  const why = cannotRenew === "systemd_credential" ? "systemd copies it again at each start" : "it is no file";
  return new StorageRefusal(cannotRenew, `${why}. Name a folder for it with --state-dir`);
}

/** What is to be said of an error that the storage of a source has thrown. */
export function problemOf({ sourceName, candidates }: CredentialSource, error: unknown): StorageProblem {
  return { sourceName: candidates?.name ?? sourceName, reason: reasonOf(error), words: storageProblem(error) };
}

/** Why a secret could not be kept, as a sentence. */
export function storageProblem(error: unknown): string {
  if (error instanceof StorageRefusal) return error.message;
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

function reasonOf(error: unknown): CannotRenew {
  if (error instanceof StorageRefusal) return error.reason;
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
