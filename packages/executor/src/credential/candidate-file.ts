import { createHash } from "node:crypto";
import { readFile, realpath, rm } from "node:fs/promises";
import { parseSecret } from "@excalibur/api/contract";
import { moveSecretFile, probeSecretFile, writeSecretFile } from "./secret-file.ts";
import { storageLifetimeProblem } from "./storage-lifetime.ts";

/** What was kept when a store was looked at. */
export type KeptCandidate =
  | { readonly kind: "candidate"; readonly secret: string }
  /** One of a key that is in use no more, or what a crash has left. */
  | { readonly kind: "useless" }
  | { readonly kind: "none" };

/** Where an executor keeps the secret of a renewal until it has taken the place of its key. */
export interface CandidateStore {
  /** For people: `the state directory /var/lib/excalibur/prod-1`. */
  readonly name: string;
  /** Looks for a secret that was kept for the renewal of this key. Changes nothing. */
  read(key: string): Promise<KeptCandidate>;
  /**
   * Keeps a secret for the renewal of a key, and returns once no crash can lose it.
   * @param accepted who accepts that key. @throws what the storage says.
   */
  write(candidate: string, key: string, accepted: string | null): Promise<void>;
  /**
   * Puts the secret in the place of the key, and returns once no crash can undo it.
   * @param accepted who has accepted the secret. @throws what the storage says.
   */
  adopt(candidate: string, accepted: string | null): Promise<void>;
  /** Keeps who accepts this key, beside it. @throws what the storage says. */
  keepAccepted(key: string, accepted: string): Promise<void>;
  /** Who accepted this key, where that was kept; else null. */
  acceptedBy(key: string): Promise<string | null>;
  /** Forgets what was kept. */
  discard(): Promise<void>;
  /** Tries whether a secret could be kept, and leaves nothing behind. @throws what the storage says. */
  probe(): Promise<void>;
  /** Why what it keeps would not last, as a sentence; null where nothing is known against it. */
  lifetimeProblem(): Promise<string | null>;
}

/**
 * Keeps the secret in a file beside the key file. It names the key that it renews by its SHA-256: where a person has put
 * another key into the key file since then, that one counts.
 */
export function candidateFile(keyPath: string): CandidateStore {
  const path = async () => `${await realpath(keyPath)}.renewing`;
  const acceptedPath = async () => `${await realpath(keyPath)}.accepted`;
  const keepAccepted = async (key: string, accepted: string) =>
    writeSecretFile(await acceptedPath(), `${accepted}\n${hashOf(key)}`);
  return {
    name: `the key file ${keyPath}`,
    async read(key) {
      const text = await textOf(path());
      const [line = "", renews] = text.split("\n");
      const secret = renews === hashOf(key) ? parseSecret(line) : null;
      if (secret !== null) return { kind: "candidate", secret };
      return { kind: text === "" ? "none" : "useless" };
    },
    write: async (candidate, key) => writeSecretFile(await path(), `${candidate}\n${hashOf(key)}`),
    async adopt(candidate, accepted) {
      const from = await path();
      // The key file holds the key alone. A crash between the last two steps leaves the candidate of a key that is gone.
      const whole = `${from}.key`;
      await writeSecretFile(whole, candidate);
      await moveSecretFile(whole, await realpath(keyPath));
      await rm(from, { force: true });
      // It only says whom to name after a restore: the renewal is done without it.
      if (accepted !== null) await keepAccepted(candidate, accepted).catch(() => {});
    },
    keepAccepted,
    async acceptedBy(key) {
      const [accepted = null, ofKey] = (await textOf(acceptedPath())).split("\n");
      return ofKey === hashOf(key) ? accepted : null;
    },
    discard: async () => rm(await path(), { force: true }),
    probe: async () => probeSecretFile(await path()),
    lifetimeProblem: () => storageLifetimeProblem(keyPath),
  };
}

/** What a file holds; nothing where it can't be read. */
async function textOf(path: Promise<string>): Promise<string> {
  return path.then((file) => readFile(file, "utf8")).catch(() => "");
}

/** SHA-256 of a secret, in hex. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
