import type { CachedCredential, Credential, CredentialLookup, CredentialSource } from "@excalibur/api/server";
import type { FailureLimit } from "../failure-limit.ts";
import type { CredentialMemory, OpenRead } from "./credential-memory.ts";
import { FewExecutors } from "./known-executors.ts";

interface SharedRead {
  readonly open: OpenRead;
  readonly result: Promise<CredentialLookup>;
}

interface Options {
  /** One indexed read. Rejects when the database can't be asked. */
  readonly read: (secretHash: string) => Promise<Credential | null>;
  /** Counts unknown keys by address: they are what costs a database read. */
  readonly unknownKeys: Pick<FailureLimit, "blockedForMs" | "record">;
  readonly memory: CredentialMemory;
  /** Whether this process may answer from memory now. */
  readonly mayTrustMemory: () => boolean;
  readonly onLookUp?: (how: "hit" | "miss") => void;
  readonly onReadFailed?: (error: unknown) => void;
}

/**
 * Answers from memory while that may be trusted: the database is read once per key, and again after each invalidation.
 * Otherwise it reads the database for every request.
 */
export class CredentialCache implements Pick<CredentialSource, "recall" | "lookUp"> {
  readonly #options: Options;
  readonly #memory: CredentialMemory;
  /** The latest read of each secret that is being read. */
  readonly #reads = new Map<string, SharedRead>();

  constructor(options: Options) {
    this.#options = options;
    this.#memory = options.memory;
  }

  recall(secretHash: string): CachedCredential | undefined {
    const credential = this.#options.mayTrustMemory() ? this.#memory.find(secretHash) : undefined;
    if (credential !== undefined) this.#options.onLookUp?.("hit");
    return credential;
  }

  lookUp(secretHash: string, sourceAddress: string): CredentialLookup | Promise<CredentialLookup> {
    const credential = this.recall(secretHash);
    if (credential !== undefined) return { kind: "found", credential };
    this.#options.onLookUp?.("miss");
    return this.#lookUpCold(secretHash, sourceAddress);
  }

  async #lookUpCold(secretHash: string, sourceAddress: string): Promise<CredentialLookup> {
    const { unknownKeys } = this.#options;
    const retryAfterMs = await unknownKeys.blockedForMs(sourceAddress);
    if (retryAfterMs !== null) return { kind: "rateLimited", retryAfterMs };

    const lookup = await this.#joinOrRead(secretHash);
    if (lookup.kind === "unknown") await unknownKeys.record(sourceAddress);
    return lookup;
  }

  #joinOrRead(secretHash: string): Promise<CredentialLookup> {
    const isTrusted = this.#options.mayTrustMemory();
    const underWay = this.#reads.get(secretHash);
    if (isTrusted && underWay?.open.isJoinable) return underWay.result;

    const open = this.#memory.beginRead(isTrusted);
    const read: SharedRead = { open, result: this.#read(secretHash, open) };
    this.#reads.set(secretHash, read);
    void read.result.then(() => {
      if (this.#reads.get(secretHash) === read) this.#reads.delete(secretHash);
    });
    return read.result;
  }

  async #read(secretHash: string, open: OpenRead): Promise<CredentialLookup> {
    try {
      const found = await this.#options.read(secretHash);
      const credential = found === null ? null : { ...found, executors: new FewExecutors() };
      this.#memory.endRead(open, secretHash, credential);
      return credential === null ? { kind: "unknown" } : { kind: "found", credential };
    } catch (error) {
      this.#memory.endRead(open, secretHash, null);
      this.#options.onReadFailed?.(error);
      return { kind: "unavailable" };
    }
  }
}
