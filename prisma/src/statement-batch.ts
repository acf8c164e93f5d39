import type { Duplex } from "node:stream";
import pg from "pg";

/** What `pg` does with a statement as its answer comes in. */
interface Conversation {
  readonly name: string | undefined;
  readonly text: string;
  submit(connection: Wire): Error | null;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Wire): void;
  handleEmptyQuery(connection: Wire): void;
  handleError(error: Error, connection: Wire): void;
  handleReadyForQuery(connection: Wire): void;
}

interface Wire extends pg.Connection {
  readonly stream: Duplex;
  /** Texts by the names of statements that were sent to be parsed and are not known to be. */
  readonly submittedNamedStatements: Record<string, string>;
}

type Heard = (error: Error | null, result: pg.QueryResult) => void;

/** A statement as `pg` takes it. */
export type StatementConfig = pg.QueryConfig & { readonly queryMode?: "extended" };

/**
 * Statements that go to PostgreSQL together with one Sync at their end, so that it answers them together. Each sent with a
 * Sync of its own, as `pg` does, is answered on its own, and on a busy machine each answer costs both sides a turn of the
 * processor. When one fails, those behind it are skipped, and fail by the same error; so they must be of one transaction.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
export class StatementBatch extends pg.Query {
  /** Those of the statement whose answer is awaited: `pg` notes under them what the connection has parsed. */
  declare name: string | undefined;
  declare text: string;
  declare callback: ((error: Error | null) => void) | undefined;
  readonly #statements: Conversation[] = [];
  /** How many are answered. */
  #answered = 0;

  constructor() {
    super("");
  }

  /** @returns its result, once the whole batch is answered. */
  add(statement: StatementConfig): Promise<pg.QueryResult> {
    return new Promise((resolve, reject) => {
      const heard: Heard = (error, result) => (error === null ? resolve(result) : reject(error));
      // The simple protocol would end the batch at each statement without values.
      const extended: StatementConfig = { ...statement, queryMode: "extended" };
      this.#statements.push(new pg.Query(extended, heard as never) as unknown as Conversation);
    });
  }

  override submit = (wire: pg.Connection): Error | null => {
    const connection = wire as Wire;
    const unsynced = Object.create(connection, { sync: { value: () => undefined } }) as Wire;
    this.#await();
    connection.stream.cork();
    for (const statement of this.#statements) {
      const error = statement.submit(unsynced);
      // What was said before it can't be taken back.
      if (error !== null) connection.stream.destroy(error);
    }
    connection.sync();
    connection.stream.uncork();
    return null;
  };

  handleRowDescription(message: unknown): void {
    this.#current?.handleRowDescription(message);
  }

  handleDataRow(message: unknown): void {
    this.#current?.handleDataRow(message);
  }

  handleCommandComplete(message: unknown, connection: Wire): void {
    this.#current?.handleCommandComplete(message, connection);
    this.#answered += 1;
    this.#await();
  }

  handleEmptyQuery(connection: Wire): void {
    this.#current?.handleEmptyQuery(connection);
    this.#answered += 1;
    this.#await();
  }

  handleError(error: Error, connection: Wire): void {
    for (const [index, statement] of this.#statements.entries()) {
      if (index < this.#answered) {
        statement.handleReadyForQuery(connection);
        continue;
      }
      // One that was skipped was not parsed either, and the next to use its name has to send its text.
      delete connection.submittedNamedStatements[statement.name ?? ""];
      statement.handleError(error, connection);
    }
    this.callback?.(error);
  }

  handleReadyForQuery(connection: Wire): void {
    for (const statement of this.#statements) statement.handleReadyForQuery(connection);
    this.callback?.(null);
  }

  get #current(): Conversation | undefined {
    return this.#statements[this.#answered];
  }

  #await(): void {
    this.name = this.#current?.name;
    this.text = this.#current?.text ?? "";
  }
}
