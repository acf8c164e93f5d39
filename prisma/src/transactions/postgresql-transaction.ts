import type { SqlQuery, SqlResultSet } from "@prisma/driver-adapter-utils";
import type { OpenTransaction } from "./failing-transaction.ts";

/** A transaction on a connection of the pool. */
export class PostgresqlTransaction implements OpenTransaction {
  readonly provider = "postgres";
  readonly adapterName = "excalibur-postgresql";
  readonly options = { usePhantomQuery: true };
  readonly #transaction: OpenTransaction;
  readonly #onQuery: () => void;

  /** @param transaction the stock adapter's: its own `commit` and `rollback` only hand the connection back. */
  constructor(transaction: OpenTransaction, onQuery: () => void) {
    this.#transaction = transaction;
    this.#onQuery = onQuery;
  }

  queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    this.#onQuery();
    return this.#transaction.queryRaw(query);
  }

  executeRaw(query: SqlQuery): Promise<number> {
    this.#onQuery();
    return this.#transaction.executeRaw(query);
  }

  commit(): Promise<void> {
    return this.#end("COMMIT", () => this.#transaction.commit());
  }

  rollback(): Promise<void> {
    return this.#end("ROLLBACK", () => this.#transaction.rollback());
  }

  createSavepoint(name: string): Promise<void> {
    this.#onQuery();
    return this.#transaction.createSavepoint(name);
  }

  rollbackToSavepoint(name: string): Promise<void> {
    this.#onQuery();
    return this.#transaction.rollbackToSavepoint(name);
  }

  releaseSavepoint(name: string): Promise<void> {
    this.#onQuery();
    return this.#transaction.releaseSavepoint(name);
  }

  async #end(sql: "COMMIT" | "ROLLBACK", handBack: () => Promise<void>): Promise<void> {
    try {
      await this.executeRaw({ sql, args: [], argTypes: [] });
    } finally {
      await handBack();
    }
  }
}
