import { DriverAdapterError } from "@prisma/driver-adapter-utils";
import type { SqlDriverAdapterFactory, SqlQuery, Transaction } from "@prisma/driver-adapter-utils";
import { aroundTransactions } from "./around-transactions.ts";

/**
 * Makes a transaction in which a statement failed end in that failure, even where the error was caught on the way.
 * By themselves the databases disagree, and both are dangerous: PostgreSQL answers COMMIT with a silent rollback, which
 * Prisma reports as success; SQLite goes on, and commits the part that did not fail.
 */
export function failingTransactions(factory: SqlDriverAdapterFactory): SqlDriverAdapterFactory {
  return aroundTransactions(factory, failing);
}

/** Also what Prisma's savepoints go through, since they are statements too. */
function failing(transaction: Transaction): Transaction {
  const queryRaw = transaction.queryRaw.bind(transaction);
  const executeRaw = transaction.executeRaw.bind(transaction);
  let failure: { readonly error: unknown } | null = null;

  const attempt = async <T>(statement: () => Promise<T>): Promise<T> => {
    if (failure !== null) throw transactionIsLost(transaction);
    try {
      return await statement();
    } catch (error) {
      // Of statements sent together those after it fail for no better reason than that it did.
      failure ??= { error };
      throw error;
    }
  };
  const rollBack = async (query: SqlQuery): Promise<number> => {
    const changes = await executeRaw(query);
    failure = null;
    return changes;
  };

  transaction.queryRaw = (query) => attempt(() => queryRaw(query));
  transaction.executeRaw = async (query) => {
    if (query.sql.startsWith("ROLLBACK")) return rollBack(query);
    if (query.sql !== "COMMIT" || failure === null) return attempt(() => executeRaw(query));
    const { error } = failure;
    // Prisma takes a COMMIT that throws for the end of the transaction and sends nothing more.
    await rollBack({ ...query, sql: "ROLLBACK" });
    throw error;
  };
  return transaction;
}

/** In the words of either database's own errors: it is the program that went on, and not the database that is away. */
function transactionIsLost({ provider }: Transaction): DriverAdapterError {
  const message = "A statement of this transaction failed, so nothing more can be done in it.";
  if (provider !== "postgres") return new DriverAdapterError({ kind: "sqlite", extendedCode: 1, message });
  const unknown = { detail: undefined, column: undefined, hint: undefined };
  return new DriverAdapterError({ kind: "postgres", code: "25P02", severity: "ERROR", message, ...unknown });
}
