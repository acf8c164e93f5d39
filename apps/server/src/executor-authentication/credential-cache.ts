import type { Credential, CredentialLookup, CredentialSource } from "@excalibur/api/server";
import type { Clock } from "../clock.ts";
import { BoundExecutors } from "./bound-executors.ts";
import type { CredentialMemory, OpenRead } from "./credential-memory.ts";
import { UnknownKeyGuard } from "./unknown-key-guard.ts";
import type { UnknownKeyLimit } from "./unknown-key-limit.ts";

interface SharedRead {
  readonly open: OpenRead;
  readonly result: Promise<CredentialLookup>;
}

interface Options {
  /** One indexed read. Rejects when the database can't be asked. */
  readonly read: (secretHash: string) => Promise<Credential | null>;
  /** The same of many keys with one read, in their order. */
  readonly readMany: (secretHashes: readonly string[]) => Promise<readonly (Credential | null)[]>;
  /** Counts unknown keys by address: they are what costs a database read. */
  readonly unknownKeys: Pick<UnknownKeyLimit, "count" | "takeBack" | "waitMs">;
  readonly memory: CredentialMemory;
  /** Whether this process may answer from memory now. */
  readonly mayTrustMemory: () => boolean;
  readonly after: Clock["after"];
  readonly onLookUp?: (how: "hit" | "miss") => void;
  readonly onReadFailed?: (error: unknown) => void;
}

/**
 * Answers from memory while that may be trusted: the database is read once per key, and again after each invalidation.
 * Otherwise it reads the database for every request.
 */
export class CredentialCache implements Pick<CredentialSource, "lookUp"> {
  readonly #options: Options;
  readonly #memory: CredentialMemory;
  /** The latest read of each secret that is being read. */
  readonly #reads = new Map<string, SharedRead>();

  readonly #guard: UnknownKeyGuard<CredentialLookup>;

  constructor(options: Options) {
    this.#options = options;
    this.#memory = options.memory;
    const lookUpAll = (secretHashes: readonly string[]) => this.#readMany(secretHashes);
    this.#guard = new UnknownKeyGuard({ unknownKeys: options.unknownKeys, lookUpAll, after: options.after });
  }

  lookUp(secretHash: string, sourceAddress: string): CredentialLookup | Promise<CredentialLookup> {
    const credential = this.#options.mayTrustMemory() ? this.#memory.find(secretHash) : undefined;
    this.#options.onLookUp?.(credential === undefined ? "miss" : "hit");
    if (credential !== undefined) return { kind: "found", credential };
    return this.#guard.lookUp(secretHash, sourceAddress, (hash) => this.#joinOrRead(hash));
  }

  #joinOrRead(secretHash: string): Promise<CredentialLookup> {
    const isTrusted = this.#options.mayTrustMemory();
    const underWay = this.#reads.get(secretHash);
    if (isTrusted && underWay?.open.isJoinable) return underWay.result;

    const open = this.#memory.beginRead(isTrusted);
    const read: SharedRead = { open, result: this.#finish(open, secretHash, this.#options.read(secretHash)) };
    this.#reads.set(secretHash, read);
    void read.result.then(() => {
      if (this.#reads.get(secretHash) === read) this.#reads.delete(secretHash);
    });
    return read.result;
  }

  #readMany(secretHashes: readonly string[]): Promise<CredentialLookup>[] {
    const isTrusted = this.#options.mayTrustMemory();
    const opens = secretHashes.map(() => this.#memory.beginRead(isTrusted));
    const found = this.#options.readMany(secretHashes);
    return opens.map((open, index) =>
      this.#finish(
        open,
        secretHashes[index] as string,
        found.then((all) => all[index] ?? null),
      ),
    );
  }

  async #finish(open: OpenRead, secretHash: string, reading: Promise<Credential | null>): Promise<CredentialLookup> {
    try {
      const found = await reading;
      const credential = found === null ? null : { ...found, executors: new BoundExecutors() };
      this.#memory.endRead(open, secretHash, credential);
      return credential === null ? { kind: "unknown" } : { kind: "found", credential };
    } catch (error) {
      this.#memory.endRead(open, secretHash, null);
      this.#options.onReadFailed?.(error);
      return { kind: "unavailable" };
    }
  }
}
