import type { Credential } from "@excalibur/api/server";
import type { KnownReplica, LeaseGrant, LeaseRequest, Position, StoredInvalidation } from "@excalibur/db";

const LATE_RENEWAL = new Error("a later renewal was faster");
const AT = new Date("2026-06-01T00:00:00Z");
const AFTER_THE_SCHEDULE = AT;

/** What the statements of `prisma/src/replicas` do, each at one moment, as PostgreSQL does them. */
export class SimulatedDatabase {
  readonly #credentials = new Map<string, Credential>();
  readonly #replicas = new Map<string, KnownReplica>();
  #invalidations: readonly StoredInvalidation[] = [];
  #head: Position = { number: 0, mark: "" };
  #marks = 0;
  isUp = true;

  addKey(keyId: string, organizationId: string): void {
    this.#credentials.set(keyId, {
      keyId,
      organizationId,
      organizationSlug: organizationId,
      organizationDeactivatedAt: null,
      createdAt: new Date(0),
      expiresAt: null,
      unusedEndsAt: null,
      renewAtPercent: null,
      revokedAt: null,
      pausedUntil: null,
      targetExecutorName: null,
      targetExecutorKind: null,
      revokePrevious: false,
      pendingFor: null,
    });
  }

  /** Copies the state to a standby. @returns the failover, which loses every later commit. */
  replicate(): () => void {
    const [credentials, replicas] = [[...this.#credentials], [...this.#replicas]];
    const [invalidations, head] = [this.#invalidations, this.#head];
    return () => {
      for (const [keyId, credential] of credentials) this.#credentials.set(keyId, credential);
      this.#replicas.clear();
      for (const [id, replica] of replicas) this.#replicas.set(id, replica);
      this.#invalidations = invalidations;
      this.#head = head;
    };
  }

  /** Whether the key may be accepted as far as the database knows. */
  permits(keyId: string): boolean {
    const key = this.#credentials.get(keyId);
    // One that ends at an instant is no longer permitted for good.
    const isOver = key?.revokedAt !== null || key.expiresAt !== null;
    return !isOver && key.pausedUntil === null && key.organizationDeactivatedAt === null;
  }

  read(keyId: string): Credential | null {
    return this.#credentials.get(keyId) ?? null;
  }

  /** The transaction of a revocation. @returns the invalidation, which is sent to every listener. */
  revoke(keyId: string): StoredInvalidation {
    this.#change(({ keyId: id }) => id === keyId, { revokedAt: AT });
    return this.#record(JSON.stringify({ keyIds: [keyId] }));
  }

  /** The transaction of a rotation whose old key goes on until an instant: never longer than it would without. */
  retire(keyId: string, at: Date): StoredInvalidation {
    this.#change(({ keyId: id, expiresAt }) => id === keyId && (expiresAt === null || expiresAt > at), {
      expiresAt: at,
    });
    return this.#record(JSON.stringify({ keyIds: [keyId] }));
  }

  /** The transaction of a pause that goes on until after the schedule. */
  pause(keyId: string): StoredInvalidation {
    this.#change(({ keyId: id }) => id === keyId, { pausedUntil: AFTER_THE_SCHEDULE });
    return this.#record(JSON.stringify({ keyIds: [keyId] }));
  }

  deactivate(organizationId: string): StoredInvalidation {
    this.#change((credential) => credential.organizationId === organizationId, { organizationDeactivatedAt: AT });
    return this.#record(JSON.stringify({ organizationId }));
  }

  renewLease({ replicaId, renewal, applied }: LeaseRequest): LeaseGrant {
    const row = this.#replicas.get(replicaId);
    if (row !== undefined && row.renewal >= renewal) throw LATE_RENEWAL;
    const hasApplied =
      applied === null || applied.number === 0 || this.#invalidations.some(({ mark }) => mark === applied.mark);
    const acknowledged = applied === null ? this.#head.number : hasApplied ? applied.number : 0;
    this.#replicas.set(replicaId, { id: replicaId, acknowledged, renewal });
    const missed = this.#invalidations.filter(({ number }) => number > (applied?.number ?? Number.POSITIVE_INFINITY));
    const others = this.readReplicas().filter(({ id }) => id !== replicaId);
    return { head: this.#head, isIntact: hasApplied && row !== undefined, missed, others };
  }

  releaseLease(replicaId: string): void {
    this.#replicas.delete(replicaId);
  }

  prune(silent: readonly KnownReplica[]): void {
    for (const { id, renewal } of silent) if (this.#replicas.get(id)?.renewal === renewal) this.#replicas.delete(id);
    const keptFrom = Math.min(...this.readReplicas().map(({ acknowledged }) => acknowledged));
    this.#invalidations = this.#invalidations.filter(({ number }) => number >= keptFrom);
  }

  readReplicas(): KnownReplica[] {
    return [...this.#replicas.values()];
  }

  #change(concerns: (credential: Credential) => boolean, change: Partial<Credential>): void {
    for (const [keyId, credential] of this.#credentials) {
      if (concerns(credential)) this.#credentials.set(keyId, { ...credential, ...change });
    }
  }

  #record(scope: string): StoredInvalidation {
    const number = this.#head.number + 1;
    // Never the same twice, also when the number is.
    this.#head = { number, mark: `mark ${(this.#marks += 1)}` };
    const invalidation = { ...this.#head, scope };
    this.#invalidations = [...this.#invalidations, invalidation];
    return invalidation;
  }
}
