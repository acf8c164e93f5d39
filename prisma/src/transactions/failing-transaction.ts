import { DriverAdapterError } from "@prisma/driver-adapter-utils";
import type { SqlQuery, SqlResultSet, Transaction } from "@prisma/driver-adapter-utils";

/** A transaction on one connection, whose `commit` and `rollback` end it and hand the connection back. */
export interface OpenTransaction extends Transaction {
  createSavepoint(name: string): Promise<void>;
  rollbackToSavepoint(name: string): Promise<void>;
  releaseSavepoint(name: string): Promise<void>;
}

/**
 * A transaction in which a statement failed ends in that failure, even where the error was caught on the way. By themselves
 * the databases disagree, and both are dangerous: PostgreSQL answers COMMIT with a silent rollback, which Prisma reports as
 * success; SQLite goes on, and commits the part that did not fail.
 */
export class FailingTransaction implements Transaction {
  readonly provider: Transaction["provider"];
  readonly adapterName: string;
  /** Prisma calls `commit` or `rollback`, once, and sends no statement of its own for it. */
  readonly options = { usePhantomQuery: true };
  readonly #transaction: OpenTransaction;
  #failure: { readonly error: unknown } | null = null;

  constructor(transaction: OpenTransaction) {
    this.provider = transaction.provider;
    this.adapterName = transaction.adapterName;
    this.#transaction = transaction;
  }

  queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    return this.#attempt(() => this.#transaction.queryRaw(query));
  }

  executeRaw(query: SqlQuery): Promise<number> {
    return this.#attempt(() => this.#transaction.executeRaw(query));
  }

  /** @throws why a statement failed, after everything has been rolled back. */
  async commit(): Promise<void> {
    if (this.#failure === null) return this.#transaction.commit();
    await this.#transaction.rollback();
    throw this.#failure.error;
  }

  rollback(): Promise<void> {
    return this.#transaction.rollback();
  }

  createSavepoint(name: string): Promise<void> {
    return this.#attempt(() => this.#transaction.createSavepoint(name));
  }

  async rollbackToSavepoint(name: string): Promise<void> {
    await this.#transaction.rollbackToSavepoint(name);
    this.#failure = null;
  }

  releaseSavepoint(name: string): Promise<void> {
    return this.#attempt(() => this.#transaction.releaseSavepoint(name));
  }

  async #attempt<T>(statement: () => Promise<T>): Promise<T> {
    if (this.#failure !== null) throw transactionIsLost(this.provider);
    try {
      return await statement();
    } catch (error) {
      // Of statements sent together those after it fail for no better reason than that it did.
      this.#failure ??= { error };
      throw error;
    }
  }
}

/** In the words of either database's own errors: it is the program that went on, and not the database that is away. */
function transactionIsLost(provider: Transaction["provider"]): DriverAdapterError {
  const message = "A statement of this transaction failed, so nothing more can be done in it.";
  if (provider !== "postgres") return new DriverAdapterError({ kind: "sqlite", extendedCode: 1, message });
  const unknown = { detail: undefined, column: undefined, hint: undefined };
  return new DriverAdapterError({ kind: "postgres", code: "25P02", severity: "ERROR", message, ...unknown });
}
