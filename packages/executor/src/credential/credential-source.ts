import { readKey, type KeyReading } from "./key-problem.ts";

/** Where an executor has its key from. */
export interface CredentialSource {
  /** For people: `the key file /etc/excalibur/key`. Never the key. */
  readonly sourceName: string;
  /** Reads the key at every call. Returns a message when it can't. */
  read(): Promise<KeyReading>;
  /** Calls back when another reading may be worth it, until the signal aborts. */
  watch?(onChange: () => void, signal: AbortSignal): void;
}

/** A key that is known already and stays. */
export function fixedKey(key: string, sourceName = "the key given by the program"): CredentialSource {
  const reading = readKey(key);
  return { sourceName, read: () => Promise.resolve(reading) };
}
