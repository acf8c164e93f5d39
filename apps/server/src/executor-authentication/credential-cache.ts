import type {
  CachedCredential,
  Credential,
  CredentialLookup,
  CredentialSource,
  Effective,
} from "@excalibur/api/server";
import type { FailureLimit } from "../failure-limit.ts";

interface OpenRead {
  readonly result: Promise<CredentialLookup>;
  /** Keys invalidated since the read began: what it found of them is too old to keep. */
  readonly invalidated: Set<string>;
}

interface Options {
  /** One indexed read. Rejects when the database can't be asked. */
  readonly read: (secretHash: string) => Promise<Credential | null>;
  /** Counts unknown keys by address: they are what costs a database read. */
  readonly unknownKeys: FailureLimit;
  readonly now: () => Date;
  /** Credentials held in memory at most; the one read longest ago goes first. */
  readonly capacity: number;
  readonly onLookUp?: (how: "hit" | "miss") => void;
  readonly onReadFailed?: (error: unknown) => void;
}

/** Credentials in memory, for one process: the database is read once per key, and again after each invalidation. */
export class CredentialCache implements CredentialSource {
  readonly #options: Options;
  readonly #byHash = new Map<string, CachedCredential>();
  readonly #hashByKeyId = new Map<string, string>();
  readonly #openReads = new Set<OpenRead>();
  /** Reads that a request may still join: those that no invalidation has passed. */
  readonly #joinable = new Map<string, OpenRead>();

  constructor(options: Options) {
    this.#options = options;
  }

  get size(): number {
    return this.#byHash.size;
  }

  lookUp(secretHash: string, sourceAddress: string): CredentialLookup | Promise<CredentialLookup> {
    const credential = this.#byHash.get(secretHash);
    this.#options.onLookUp?.(credential === undefined ? "miss" : "hit");
    return credential === undefined ? this.#lookUpCold(secretHash, sourceAddress) : { kind: "found", credential };
  }

  async invalidate(keyIds: readonly string[]): Promise<Effective> {
    for (const keyId of keyIds) {
      const hash = this.#hashByKeyId.get(keyId);
      if (hash !== undefined) this.#forget(hash, keyId);
      for (const read of this.#openReads) read.invalidated.add(keyId);
    }
    // A request that comes from now on must not be answered by a read that began before.
    this.#joinable.clear();
    return { at: this.#options.now(), acknowledged: 1, expiredLeases: 0 };
  }

  async #lookUpCold(secretHash: string, sourceAddress: string): Promise<CredentialLookup> {
    const { unknownKeys } = this.#options;
    const retryAfterMs = await unknownKeys.blockedForMs(sourceAddress);
    if (retryAfterMs !== null) return { kind: "rateLimited", retryAfterMs };

    const lookup = await (this.#joinable.get(secretHash) ?? this.#beginRead(secretHash)).result;
    if (lookup.kind === "unknown") await unknownKeys.record(sourceAddress);
    return lookup;
  }

  #beginRead(secretHash: string): OpenRead {
    const invalidated = new Set<string>();
    const result = this.#options
      .read(secretHash)
      .then((found): CredentialLookup => {
        if (found === null) return { kind: "unknown" };
        const credential = { ...found, executors: new Map() };
        if (!invalidated.has(found.keyId)) this.#keep(secretHash, credential);
        return { kind: "found", credential };
      })
      .catch((error: unknown): CredentialLookup => {
        this.#options.onReadFailed?.(error);
        return { kind: "unavailable" };
      })
      .finally(() => {
        this.#openReads.delete(read);
        if (this.#joinable.get(secretHash) === read) this.#joinable.delete(secretHash);
      });
    const read: OpenRead = { result, invalidated };
    this.#openReads.add(read);
    this.#joinable.set(secretHash, read);
    return read;
  }

  #keep(secretHash: string, credential: CachedCredential): void {
    const oldest = this.#byHash.entries().next();
    if (this.#byHash.size >= this.#options.capacity && !oldest.done) {
      this.#forget(oldest.value[0], oldest.value[1].keyId);
    }
    this.#byHash.set(secretHash, credential);
    this.#hashByKeyId.set(credential.keyId, secretHash);
  }

  #forget(secretHash: string, keyId: string): void {
    this.#byHash.delete(secretHash);
    this.#hashByKeyId.delete(keyId);
  }
}
