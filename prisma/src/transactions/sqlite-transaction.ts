import type { SqlDriverAdapter, SqlQuery, SqlResultSet } from "@prisma/driver-adapter-utils";
import type { OpenTransaction } from "./failing-transaction.ts";
import type { SqliteAdapterOptions } from "../dialects/sqlite-adapter-options.ts";
import { turnOfEventLoop } from "./turn-of-event-loop.ts";

/** A transaction on the one writer, which it hands on when it ends. */
export class SqliteTransaction implements OpenTransaction {
  readonly provider = "sqlite";
  readonly adapterName = "excalibur-sqlite";
  readonly options = { usePhantomQuery: true };
  readonly #writer: SqlDriverAdapter;
  readonly #around: Pick<SqliteAdapterOptions, "onQuery" | "flush">;
  readonly #release: () => void;

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
    return this.#writer.executeRaw(query);
  }

  async commit(): Promise<void> {
    try {
      await this.#commitOrRollBack();
      await this.#around.flush();
    } finally {
      this.#release();
    }
  }

  async rollback(): Promise<void> {
    try {
      await this.#control("ROLLBACK");
    } catch {
      // SQLite had rolled back on its own (a full disk does that): nothing is open.
    } finally {
      this.#release();
    }
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

  /** After a COMMIT that failed the transaction is still open, and the next one would begin inside it. */
  async #commitOrRollBack(): Promise<void> {
    try {
      await this.#control("COMMIT");
    } catch (error) {
      await this.#control("ROLLBACK").catch(() => undefined);
      throw error;
    }
  }

  #control(sql: string): Promise<number> {
    return this.executeRaw({ sql, args: [], argTypes: [] });
  }
}
