import type { KnownReplica } from "@excalibur/db";

interface Seen {
  readonly renewal: number;
  /** By this process's monotonic clock: the renewal was not later. */
  readonly atMs: number;
}

/**
 * How long other replicas have not renewed their leases, by this process's own clock. No other clock counts: the
 * database's is another machine's after a failover.
 */
export class ReplicaWatch {
  readonly #seen = new Map<string, Seen>();

  /** @param atMs when the answer was there. */
  observe(replicas: readonly KnownReplica[], atMs: number): void {
    for (const { id, renewal } of replicas) {
      if (renewal > (this.#seen.get(id)?.renewal ?? -1)) this.#seen.set(id, { renewal, atMs });
    }
  }

  /** Milliseconds since when the replica, as it was read, has not renewed its lease; 0 when that is not known. */
  silentForMs({ id, renewal }: KnownReplica, nowMs: number): number {
    const seen = this.#seen.get(id);
    return seen?.renewal === renewal ? nowMs - seen.atMs : 0;
  }

  forget(id: string): void {
    this.#seen.delete(id);
  }
}
