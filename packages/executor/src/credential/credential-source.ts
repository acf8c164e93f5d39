import type { CannotRenew } from "@excalibur/api/contract";
import type { CandidateStore } from "./candidate-file.ts";
import { readKey, type KeyReading } from "./key-problem.ts";

/** Where an executor has its key from. */
export interface CredentialSource {
  /** For people: `the key file /etc/excalibur/key`. Never the key. */
  readonly sourceName: string;
  /** Reads the key at every call. Returns a message when it can't. */
  read(): Promise<KeyReading>;
  /** Where the secret of a renewal is kept; absent where the key can't be written back. */
  readonly candidates?: CandidateStore;
  /** Why it can't, where that is known from the start. */
  readonly cannotRenew?: CannotRenew;
  /** Calls back when another reading may be worth it, until the signal aborts. */
  watch?(onChange: () => void, signal: AbortSignal): void;
}

/** A key that is known already and stays. */
export function fixedKey(key: string, sourceName = "the key given by the program"): CredentialSource {
  const reading = readKey(key);
  return { sourceName, read: () => Promise.resolve(reading) };
}
