import type { Prisma, PrismaClient } from "../../generated/sqlite/client.ts";
import type { Dialect } from "../dialects/dialect.ts";
import type { ReplicaLink, ReplicaListeners } from "../replicas/replica-link.ts";

/** The Prisma client. Both dialects have the same models, so one type serves both. */
export type DatabaseClient = PrismaClient;

/** The Prisma client inside a transaction. */
export type DatabaseTransaction = Prisma.TransactionClient;

/** One prepared read, for the few statements where the ORM's own cost counts. */
export interface RawRead {
  /** Unique per text: PostgreSQL keeps the prepared statement under it. Null for a text of many forms: each is planned again. */
  readonly name: string | null;
  readonly sql: Readonly<Record<Dialect, string>>;
  /** Whether it reads one of many pages of a table: such a read uses no connection that executors wait for. */
  readonly isPaged?: true;
}

/** What a driver hands back for a column, once instants are selected as epoch milliseconds. */
export type RawValue = string | number | boolean | null;

export interface TransactOptions {
  /** Milliseconds that the transaction may take. Default: 10 s. */
  readonly timeoutMs?: number;
}

/** An open database. Made by `openDatabase`. */
export interface Database {
  readonly dialect: Dialect;
  readonly client: DatabaseClient;

  /**
   * Runs `work` in one transaction: all of it is committed, or none. On PostgreSQL it is READ COMMITTED, and `work` runs
   * again, a bounded number of times, when the database gave up on it because of a concurrent one; so `work` must have
   * no effect outside the database. Inside, use `tx` only: on SQLite a write through `client` would wait for itself.
   * @throws what `work` throws, after the rollback.
   */
  transact<T>(work: (tx: DatabaseTransaction) => Promise<T>, options?: TransactOptions): Promise<T>;

  /** Reads outside any transaction with a prepared statement, as cheaply as the driver can. */
  readRaw(read: RawRead, parameters: readonly RawValue[]): Promise<Record<string, RawValue>[]>;

  /** Opens a connection for messages between server processes; null where there can only be one process. */
  readonly openReplicaLink: ((listeners: ReplicaListeners) => ReplicaLink) | null;

  /** Calls `listener` for every statement on its way to the driver, BEGIN and COMMIT too. @returns how to stop. */
  onQuery(listener: () => void): () => void;

  /**
   * Writes something small that means nothing, so that it is known whether the database takes changes.
   * @param isThorough writes enough to need more room on the disk, for when it is doubted that there is any.
   * @throws what keeps it from taking changes, or that it took none within 3 s.
   */
  tryWrite(options?: { isThorough?: boolean }): Promise<void>;

  /**
   * Looks whether the files are still those that are being written to; null where they are another program's. Cheap, and
   * done anyway before each change is acknowledged.
   * @throws ChangesRefusedError from then on.
   */
  readonly checkFiles: (() => void) | null;

  /** Waits for the transactions that are open, then gives up every connection and lock. Later calls do nothing. */
  close(): Promise<void>;
}
