import type { KnownReplica } from "@excalibur/db";

/** What is known of an invalidation at the other replicas. */
export interface AcknowledgementCount {
  readonly acknowledged: number;
  /** Replicas that have not answered. */
  readonly missing: readonly KnownReplica[];
}

/** The last invalidation that each replica has acknowledged, and the callbacks that wait for the next acknowledgement. */
export class Acknowledgements {
  readonly #numbers = new Map<string, number>();
  #waiting: (() => void)[] = [];

  record(replicaId: string, number: number): void {
    if (number > (this.#numbers.get(replicaId) ?? 0)) this.#numbers.set(replicaId, number);
    this.#wakeAll();
  }

  /** After a connection was lost: it may be another database now, where the numbers mean something else. */
  forgetAll(): void {
    this.#numbers.clear();
    this.#wakeAll();
  }

  /** Calls back once, at the next acknowledgement of any replica. */
  onNext(wake: () => void): void {
    this.#waiting.push(wake);
  }

  /** @param ownId the replica that counts: it has applied the invalidation itself. */
  count(replicas: readonly KnownReplica[], number: number, ownId: string): AcknowledgementCount {
    const others = replicas.filter(({ id }) => id !== ownId);
    const missing = others.filter(
      ({ id, acknowledged }) => Math.max(acknowledged, this.#numbers.get(id) ?? 0) < number,
    );
    return { acknowledged: 1 + others.length - missing.length, missing };
  }

  #wakeAll(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
