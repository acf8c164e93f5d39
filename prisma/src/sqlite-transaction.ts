import type { SqlDriverAdapter, SqlQuery, SqlResultSet, Transaction } from "@prisma/driver-adapter-utils";
import type { SqliteAdapterOptions } from "./sqlite-adapter.ts";
import { turnOfEventLoop } from "./turn-of-event-loop.ts";

/**
 * A transaction on the one writer. Prisma sends COMMIT or ROLLBACK as a statement and then calls `commit` or `rollback`,
 * exactly one of them, once; that call hands the writer on.
 */
export class SqliteTransaction implements Transaction {
  readonly provider = "sqlite";
  readonly adapterName = "excalibur-sqlite";
  readonly options = { usePhantomQuery: false };
  readonly #writer: SqlDriverAdapter;
  readonly #around: Pick<SqliteAdapterOptions, "onQuery" | "flush">;
  readonly #release: () => void;
  #isOpen = true;

  constructor(writer: SqlDriverAdapter, around: Pick<SqliteAdapterOptions, "onQuery" | "flush">, release: () => void) {
    this.#writer = writer;
    this.#around = around;
    this.#release = release;
  }

  async queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    this.#around.onQuery();
    await turnOfEventLoop();
    return this.#writer.queryRaw(query);
  }

  async executeRaw(query: SqlQuery): Promise<number> {
    this.#around.onQuery();
    await turnOfEventLoop();
    const changes = await this.#writer.executeRaw(query);
    if (query.sql === "COMMIT" || query.sql === "ROLLBACK") this.#isOpen = false;
    if (query.sql === "COMMIT") await this.#around.flush();
    return changes;
  }

  commit(): Promise<void> {
    return this.#end();
  }

  rollback(): Promise<void> {
    return this.#end();
  }

  async createSavepoint(name: string): Promise<void> {
    await this.#control(`SAVEPOINT ${name}`);
  }

  async rollbackToSavepoint(name: string): Promise<void> {
    await this.#control(`ROLLBACK TO ${name}`);
  }

  async releaseSavepoint(name: string): Promise<void> {
    await this.#control(`RELEASE SAVEPOINT ${name}`);
  }

  async #end(): Promise<void> {
    try {
      // After a COMMIT that failed the transaction is still open, and the next one would begin inside it.
      if (this.#isOpen) await this.#control("ROLLBACK");
    } catch {
      // SQLite had rolled back on its own (a full disk does that): nothing is open.
    } finally {
      this.#release();
    }
  }

  #control(sql: string): Promise<number> {
    return this.executeRaw({ sql, args: [], argTypes: [] });
  }
}
