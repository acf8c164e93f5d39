import { AsyncLocalStorage } from "node:async_hooks";
import type { SqlDriverAdapterFactory, SqlQuery, Transaction } from "@prisma/driver-adapter-utils";
import { aroundTransactions } from "./around-transactions.ts";
import type { RawValue } from "./database.ts";

type Rows = readonly (readonly unknown[])[];

interface Closing {
  readonly query: SqlQuery;
  rows: Rows | null;
}

/** What the transaction that is being worked on is to end with. */
class ClosingStatements {
  readonly #closings: Closing[] = [];
  #isClaimed = false;
  #isOver = false;

  add(closing: Closing): void {
    // What the work started and did not wait for: a statement that nobody sends must not be lost in silence.
    if (this.#isOver) throw new TypeError("The transaction is over");
    this.#closings.push(closing);
  }

  /** By the transaction they belong to, the first that is started. One that Prisma starts beside it must not get them. */
  claim(): boolean {
    const isFirst = !this.#isClaimed;
    this.#isClaimed = true;
    return isFirst;
  }

  end(): readonly Closing[] {
    this.#isOver = true;
    return this.#closings;
  }
}

const scope = new AsyncLocalStorage<ClosingStatements>();

/** Starts a transaction whose work may call `closeWith`. */
export async function withClosingStatements<T>(start: () => Promise<T>): Promise<T> {
  const statements = new ClosingStatements();
  try {
    return await scope.run(statements, start);
  } finally {
    statements.end();
  }
}

/**
 * Has the transaction that the caller is in send a statement together with its COMMIT, after all others and in the order in
 * which they were asked for: on PostgreSQL a round trip less, and past the ORM. For what nothing in the transaction depends
 * on. When such a statement fails, the transaction does, and nothing of it is kept.
 *
 * @returns what tells its rows once the transaction is committed, and throws before.
 * @throws TypeError outside a transaction, or once it is over.
 */
export function closeWith(sql: string, parameters: readonly RawValue[]): () => Rows {
  const statements = scope.getStore();
  if (statements === undefined) throw new TypeError("Only a transaction can close with a statement");
  const argTypes = parameters.map(() => ({ scalarType: "unknown", arity: "scalar" }) as const);
  const closing: Closing = { query: { sql, args: [...parameters], argTypes }, rows: null };
  statements.add(closing);
  return () => {
    if (closing.rows === null) throw new TypeError("The transaction is not committed yet");
    return closing.rows;
  };
}

/** The same adapters, whose transactions end with their closing statements. */
export function closingTransactions(factory: SqlDriverAdapterFactory): SqlDriverAdapterFactory {
  return aroundTransactions(factory, (transaction) => {
    const statements = scope.getStore();
    return statements?.claim() === true ? ending(transaction, statements) : transaction;
  });
}

function ending(transaction: Transaction, statements: ClosingStatements): Transaction {
  const executeRaw = transaction.executeRaw.bind(transaction);
  // PostgreSQL commits nothing of a transaction in which a statement failed; SQLite has to be told that one did.
  const isBatched = transaction.provider === "postgres";

  transaction.executeRaw = async (query) => {
    if (query.sql !== "COMMIT") return executeRaw(query);
    const closings = statements.end();
    const answers = closings.map((closing) => transaction.queryRaw(closing.query));
    if (!isBatched) await Promise.allSettled(answers);
    const committing = executeRaw(query);
    // Whichever failed first is why; but not before the last is answered: the connection is somebody else's then.
    await Promise.allSettled([...answers, committing]);
    const results = await Promise.all(answers);
    const committed = await committing;
    for (const [index, closing] of closings.entries()) closing.rows = results[index]?.rows ?? [];
    return committed;
  };
  return transaction;
}
