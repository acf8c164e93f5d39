import type { SyncInput } from "../contract/sync.ts";
import type { BoundExecutor, Credential, PresentedSync } from "../domain/executor-admission.ts";
import type { KeyRefusalReason } from "../domain/key-refusal.ts";

/** The executors known to be bound to one key, by name. */
export interface KnownExecutors {
  get(name: string): BoundExecutor | undefined;
  set(name: string, executor: BoundExecutor): void;
  seen(name: string, at: Date): void;
  /** Forgets an executor unless the instance that its row names is known to be one of it. */
  noteOther(executorId: string, instanceId: string | null): void;
}

/** A credential held in memory, with what is known of its executors. */
export interface CachedCredential extends Credential {
  readonly executors: KnownExecutors;
}

export type CredentialLookup =
  | { readonly kind: "found"; readonly credential: CachedCredential }
  | { readonly kind: "unknown" }
  | { readonly kind: "rateLimited"; readonly retryAfterMs: number }
  /** The database can't be asked. */
  | { readonly kind: "unavailable" };

/** Whose credentials are no longer what they were: keys by their ids, or all of an organization's. */
export type InvalidationScope = { readonly keyIds: readonly string[] } | { readonly organizationId: string };

/** Where presented secrets are looked up. */
export interface CredentialSource {
  /** Answers at once when the credential is in memory, else after one read. */
  lookUp(secretHash: string, sourceAddress: string): CredentialLookup | Promise<CredentialLookup>;
}

/** That a known key was presented and refused. */
export interface KeyRefusal {
  readonly organizationId: string;
  readonly keyId: string;
  readonly reason: KeyRefusalReason;
  /** What the executor called itself. */
  readonly executorName: string;
  readonly at: Date;
}

/** A sync with a known key. */
export interface KnownSync {
  readonly credential: Credential;
  readonly request: PresentedSync;
  readonly now: Date;
  readonly sourceAddress: string;
}

/**
 * Collects what becomes of the syncs with known keys, off the request path: when executors and keys were seen, from where, and
 * how they were refused.
 */
export interface SyncRecorder {
  seen(sync: KnownSync, executorId: string): void;
  /** The same, when the executor's row was written already. */
  recorded(sync: KnownSync, executorId: string): void;
  refused(sync: KnownSync, reason: KeyRefusalReason): void;
  /** A sync with a key that is unknown. @param lastAccepted what its header says of who accepted the executor before. */
  unknown(sync: UnknownSync, lastAccepted: string | undefined): void;
}

/** A sync with a key that is unknown. */
export interface UnknownSync {
  readonly request: SyncInput;
  readonly now: Date;
  readonly sourceAddress: string;
}

/** The first use of a key from an address by an executor, as far as this process knows. */
export interface KeySource {
  readonly organizationId: string;
  readonly keyId: string;
  readonly executorId: string;
  readonly executorName: string;
  readonly address: string;
  readonly network: string;
  readonly firstAt: Date;
}
