import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { DriverAdapterError } from "@prisma/driver-adapter-utils";
import type {
  ConnectionInfo,
  IsolationLevel,
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlResultSet,
  Transaction,
} from "@prisma/driver-adapter-utils";
import { Mutex } from "async-mutex";
import { FailingTransaction } from "../transactions/failing-transaction.ts";
import { SqliteTransaction } from "../transactions/sqlite-transaction.ts";
import type { SqliteAdapterOptions } from "./sqlite-adapter-options.ts";
import { turnOfEventLoop } from "../transactions/turn-of-event-loop.ts";

const BUSY_TIMEOUT = "PRAGMA busy_timeout = 5000;";
/**
 * NORMAL: SQLite keeps the order in which things reach the disk; that they do is waited for outside of its calls. Without
 * automatic checkpoints: `SqliteLog` makes them, so that it knows of every change of the database file.
 */
const WRITER_PRAGMAS = `
  PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 0;
  ${BUSY_TIMEOUT}`;

/**
 * Makes Prisma safe on SQLite. The stock adapter runs everything on one connection: a write made while another caller's
 * transaction is open lands inside that transaction, is acknowledged, and is lost when the transaction rolls back.
 * Here a mutex guards the one writer, and a transaction holds it to its end. Reads outside transactions have a
 * read-only connection of their own, which sees what is committed and does not wait.
 */
export function createSqliteAdapter(options: SqliteAdapterOptions): SqlDriverAdapterFactory {
  return {
    provider: "sqlite",
    adapterName: "excalibur-sqlite",
    connect: async () => {
      const url = options.file;
      const writer = await new PrismaBetterSqlite3({ url }, { timestampFormat: "unixepoch-ms" }).connect();
      await writer.executeScript(WRITER_PRAGMAS);
      const reader = await new PrismaBetterSqlite3(
        { url, readonly: true },
        { timestampFormat: "unixepoch-ms" },
      ).connect();
      await reader.executeScript(BUSY_TIMEOUT);
      options.onConnected();
      return new SqliteAdapter(writer, reader, options);
    },
  };
}

class SqliteAdapter implements SqlDriverAdapter {
  readonly provider = "sqlite";
  readonly adapterName = "excalibur-sqlite";
  readonly #writer: SqlDriverAdapter;
  readonly #reader: SqlDriverAdapter;
  readonly #options: SqliteAdapterOptions;
  readonly #writing = new Mutex();

  constructor(writer: SqlDriverAdapter, reader: SqlDriverAdapter, options: SqliteAdapterOptions) {
    this.#writer = writer;
    this.#reader = reader;
    this.#options = options;
  }

  async queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    if (!this.#options.onlyReads(query.sql)) return this.#write(() => this.#writer.queryRaw(query));
    this.#options.onQuery();
    await turnOfEventLoop();
    return this.#reader.queryRaw(query);
  }

  /** What SQLite takes, as PostgreSQL does; left out, Prisma takes 999 for its bound. */
  getConnectionInfo(): ConnectionInfo {
    return { maxBindValues: 32_766, supportsRelationJoins: false };
  }

  executeRaw(query: SqlQuery): Promise<number> {
    return this.#write(() => this.#writer.executeRaw(query));
  }

  executeScript(script: string): Promise<void> {
    return this.#write(() => this.#writer.executeScript(script));
  }

  async startTransaction(isolationLevel?: IsolationLevel): Promise<Transaction> {
    if (isolationLevel !== undefined && isolationLevel !== "SERIALIZABLE") {
      throw new DriverAdapterError({ kind: "InvalidIsolationLevel", level: isolationLevel });
    }
    this.#refuseToWaitForItself();
    const release = await this.#writing.acquire();
    try {
      this.#options.refuseIfLost();
      this.#options.onQuery();
      await turnOfEventLoop();
      // IMMEDIATE: another program that writes to the file is met here, where waiting helps, and not half-way.
      await this.#writer.executeRaw({ sql: "BEGIN IMMEDIATE", args: [], argTypes: [] });
      return new FailingTransaction(new SqliteTransaction(this.#writer, this.#options, release));
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Waits for the transaction that is open, so that closing loses nothing. */
  dispose(): Promise<void> {
    return this.#writing.runExclusive(async () => {
      // The writer last: the last connection to close folds the write-ahead log into the file.
      await this.#reader.dispose();
      await this.#writer.dispose();
    });
  }

  async #write<T>(statement: () => Promise<T>): Promise<T> {
    this.#refuseToWaitForItself();
    return this.#writing.runExclusive(async () => {
      this.#options.refuseIfLost();
      this.#options.onQuery();
      await turnOfEventLoop();
      const result = await statement();
      await this.#options.flush();
      return result;
    });
  }

  #refuseToWaitForItself(): void {
    if (!this.#options.isInsideTransaction()) return;
    throw new Error(
      "A write beside the transaction it was called from would wait for that transaction's end: use `tx`.",
    );
  }
}
