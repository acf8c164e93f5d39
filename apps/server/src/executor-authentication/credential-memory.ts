import type { CachedCredential, Credential, InvalidationScope } from "@excalibur/api/server";
import { StringInterner } from "./string-interner.ts";

/** Organizations whose id and slug are held once for all of their keys. */
const INTERNED_STRINGS = 20_000;

/** A database read under way. */
export interface OpenRead {
  /** Whether a request that comes now may be answered by it: not once an invalidation has passed. */
  isJoinable: boolean;
  /** What was invalidated since it began: of that, what it finds is too old to keep. */
  readonly passed: InvalidationScope[];
  /** Whether what it finds may be kept at all. */
  mayBeKept: boolean;
}

/** The credentials in the memory of a process, by the hash of their secret. Synchronous: its callers read the database. */
export class CredentialMemory {
  readonly #capacity: number;
  readonly #byHash = new Map<string, CachedCredential>();
  readonly #hashByKeyId = new Map<string, string>();
  readonly #openReads = new Set<OpenRead>();
  readonly #interner = new StringInterner(INTERNED_STRINGS);

  /** @param capacity credentials held at most; the one read longest ago goes first. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#byHash.size;
  }

  find(secretHash: string): CachedCredential | undefined {
    return this.#byHash.get(secretHash);
  }

  holds(keyId: string): boolean {
    return this.#hashByKeyId.has(keyId);
  }

  /**
   * To be called before the database is read; `endRead` after it, also when the read fails.
   * @param isTrusted whether this process may answer from memory now; else the read serves one request.
   */
  beginRead(isTrusted: boolean): OpenRead {
    const read: OpenRead = { isJoinable: isTrusted, mayBeKept: isTrusted, passed: [] };
    this.#openReads.add(read);
    return read;
  }

  /** Keeps what a read has found, unless it was invalidated while the read was under way. */
  endRead(read: OpenRead, secretHash: string, found: CachedCredential | null): void {
    this.#openReads.delete(read);
    if (found === null || !read.mayBeKept || read.passed.some((scope) => covers(scope, found))) return;
    this.#makeRoom();
    this.#byHash.set(secretHash, this.#compact(found));
    this.#hashByKeyId.set(found.keyId, secretHash);
  }

  forget(scope: InvalidationScope): void {
    for (const read of this.#openReads) {
      read.isJoinable = false;
      read.passed.push(scope);
    }
    if ("keyIds" in scope) for (const keyId of scope.keyIds) this.#forgetKey(keyId);
    else this.#forgetOrganization(scope);
  }

  /** Drops what is remembered of an executor whose row names an instance that is not known here. */
  noteOtherInstance(keyId: string, executorId: string, instanceId: string | null): void {
    const secretHash = this.#hashByKeyId.get(keyId);
    if (secretHash !== undefined) this.#byHash.get(secretHash)?.executors.noteOther(executorId, instanceId);
  }

  forgetEverything(): void {
    for (const read of this.#openReads) {
      read.isJoinable = false;
      read.mayBeKept = false;
    }
    this.#byHash.clear();
    this.#hashByKeyId.clear();
  }

  // Looks at every credential. An index would cost memory for each, all the time, for something that is done once.
  #forgetOrganization(scope: InvalidationScope): void {
    for (const credential of this.#byHash.values()) if (covers(scope, credential)) this.#forgetKey(credential.keyId);
  }

  // Copied field by field, so that V8 gives every entry the same hidden class: the smallest form that an object has.
  #compact(found: CachedCredential): CachedCredential {
    return {
      keyId: found.keyId,
      organizationId: this.#interner.intern(found.organizationId),
      organizationSlug: this.#interner.intern(found.organizationSlug),
      organizationDeactivatedAt: found.organizationDeactivatedAt,
      createdAt: found.createdAt,
      expiresAt: found.expiresAt,
      unusedEndsAt: found.unusedEndsAt,
      renewAtPercent: found.renewAtPercent,
      revokedAt: found.revokedAt,
      pausedUntil: found.pausedUntil,
      targetExecutorName: found.targetExecutorName,
      targetExecutorKind: found.targetExecutorKind,
      revokePrevious: found.revokePrevious,
      pendingFor: found.pendingFor,
      executors: found.executors,
    };
  }

  #forgetKey(keyId: string): void {
    const secretHash = this.#hashByKeyId.get(keyId);
    if (secretHash === undefined) return;
    this.#byHash.delete(secretHash);
    this.#hashByKeyId.delete(keyId);
  }

  #makeRoom(): void {
    if (this.#byHash.size < this.#capacity) return;
    const oldest = this.#byHash.values().next();
    if (!oldest.done) this.#forgetKey(oldest.value.keyId);
  }
}

function covers(scope: InvalidationScope, credential: Credential): boolean {
  return "keyIds" in scope
    ? scope.keyIds.includes(credential.keyId)
    : scope.organizationId === credential.organizationId;
}
