/** A position in the history of invalidations; `mark` distinguishes it from the same number in another history. */
export interface Position {
  readonly number: number;
  readonly mark: string;
}

export interface StoredInvalidation extends Position {
  /** As it was recorded. */
  readonly scope: string;
}

export interface LeaseRequest {
  readonly replicaId: string;
  /** Greater at every request of a replica: an old one that reaches the database late changes nothing. */
  readonly renewal: number;
  readonly leaseMs: number;
  /** The last invalidation applied; null when the replica has nothing in memory that could be outdated. */
  readonly applied: Position | null;
}

/** A server process as the database knows it. */
export interface KnownReplica {
  readonly id: string;
  /** It has applied every invalidation up to this one, and perhaps later ones. */
  readonly acknowledged: number;
  /** The number of its last renewal: while that stands still, its lease runs out. */
  readonly renewal: number;
}

export interface LeaseGrant {
  /** The last invalidation when the lease was granted. */
  readonly head: Position;
  /** Whether `applied` is part of the database's history, all after it is in `missed`, and the replica was known. */
  readonly isIntact: boolean;
  /** What came after `applied`, in order. */
  readonly missed: readonly StoredInvalidation[];
  readonly others: readonly KnownReplica[];
}

export interface ReplicaListeners {
  /** Called when a connection was made, the first one too: what was sent before it was not received. */
  readonly onConnected: () => void;
  /** An invalidation was committed; null when what it is has to be asked for. */
  readonly onInvalidation: (invalidation: StoredInvalidation | null) => void;
  readonly onAcknowledgement: (replicaId: string, number: number) => void;
  /** Any other message of a replica to the others. A replica receives its own messages too. */
  readonly onMessage: (text: string) => void;
}

/**
 * A replica's own connection to the database, replaced when it breaks. Every method rejects when the database can't be
 * asked; what was asked may then still be done, later.
 */
export interface ReplicaLink {
  /** Extends the lease by `leaseMs` from now and returns what must be forgotten first. */
  renewLease(request: LeaseRequest): Promise<LeaseGrant>;
  /** Gives the lease up: no revocation waits for this replica from then on. */
  releaseLease(replicaId: string): Promise<void>;
  /** Says that this replica has applied every invalidation up to a number. Only over the connection of the last renewal. */
  acknowledge(replicaId: string, number: number): Promise<void>;
  /** Sends texts to every replica, each shorter than 7,900 bytes. A replica that is not connected does not get them. */
  notify(texts: readonly string[]): Promise<void>;
  /** Removes replicas that have not renewed since they were seen so, and invalidations that no replica needs. */
  prune(silent: readonly KnownReplica[]): Promise<void>;
  close(): Promise<void>;
}
