import type {
  Credential,
  CredentialLookup,
  CredentialSource,
  Effective,
  InvalidationScope,
} from "@excalibur/api/server";
import type { FailureLimit } from "../failure-limit.ts";
import { CredentialMemory, type OpenRead } from "./credential-memory.ts";

interface SharedRead {
  readonly open: OpenRead;
  readonly result: Promise<CredentialLookup>;
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
  readonly #memory: CredentialMemory;
  /** The latest read of each secret that is being read. */
  readonly #reads = new Map<string, SharedRead>();

  constructor(options: Options) {
    this.#options = options;
    this.#memory = new CredentialMemory(options.capacity);
  }

  get size(): number {
    return this.#memory.size;
  }

  lookUp(secretHash: string, sourceAddress: string): CredentialLookup | Promise<CredentialLookup> {
    const credential = this.#memory.find(secretHash);
    this.#options.onLookUp?.(credential === undefined ? "miss" : "hit");
    return credential === undefined ? this.#lookUpCold(secretHash, sourceAddress) : { kind: "found", credential };
  }

  async invalidate(scope: InvalidationScope): Promise<Effective> {
    this.#memory.forget(scope);
    return { at: this.#options.now(), acknowledged: 1, expiredLeases: 0 };
  }

  async #lookUpCold(secretHash: string, sourceAddress: string): Promise<CredentialLookup> {
    const { unknownKeys } = this.#options;
    const retryAfterMs = await unknownKeys.blockedForMs(sourceAddress);
    if (retryAfterMs !== null) return { kind: "rateLimited", retryAfterMs };

    const underWay = this.#reads.get(secretHash);
    const lookup = await (underWay?.open.isJoinable ? underWay : this.#beginRead(secretHash)).result;
    if (lookup.kind === "unknown") await unknownKeys.record(sourceAddress);
    return lookup;
  }

  #beginRead(secretHash: string): SharedRead {
    const open = this.#memory.beginRead();
    const read: SharedRead = { open, result: this.#read(secretHash, open) };
    this.#reads.set(secretHash, read);
    void read.result.then(() => {
      if (this.#reads.get(secretHash) === read) this.#reads.delete(secretHash);
    });
    return read;
  }

  async #read(secretHash: string, open: OpenRead): Promise<CredentialLookup> {
    try {
      const found = await this.#options.read(secretHash);
      const credential = found === null ? null : { ...found, executors: new Map() };
      this.#memory.endRead(open, secretHash, credential);
      return credential === null ? { kind: "unknown" } : { kind: "found", credential };
    } catch (error) {
      this.#memory.endRead(open, secretHash, null);
      this.#options.onReadFailed?.(error);
      return { kind: "unavailable" };
    }
  }
}
