import type { SqlDriverAdapterFactory, SqlQuery } from "@prisma/driver-adapter-utils";
import { aroundTransactions } from "./around-transactions.ts";

/** Each connection keeps a plan for each text. Far more than the application has; those beyond are planned anew each time. */
const MAX_TEXTS = 200;

/**
 * Has PostgreSQL keep the plans of what is said in transactions: there statements find and change single rows by their ids,
 * in the same words again and again, and to read and plan one takes longer than to run it. Lists, outside transactions, are
 * planned anew for their values.
 */
export class PreparedTransactions {
  readonly #ofTransactions = new WeakSet<SqlQuery>();
  readonly #names = new Map<string, string>();

  /** For the adapter that this stands around. @returns an empty name for a statement that is not to be kept. */
  readonly nameOf = (query: SqlQuery): string => (this.#ofTransactions.has(query) ? this.#nameOfText(query.sql) : "");

  around(factory: SqlDriverAdapterFactory): SqlDriverAdapterFactory {
    return aroundTransactions(factory, (transaction) => {
      const queryRaw = transaction.queryRaw.bind(transaction);
      const executeRaw = transaction.executeRaw.bind(transaction);
      transaction.queryRaw = (query) => queryRaw(this.#marked(query));
      transaction.executeRaw = (query) => executeRaw(this.#marked(query));
      return transaction;
    });
  }

  #marked(query: SqlQuery): SqlQuery {
    // COMMIT and the like need no plan.
    if (query.args.length > 0) this.#ofTransactions.add(query);
    return query;
  }

  #nameOfText(text: string): string {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (this.#names.size >= MAX_TEXTS) return "";
    const name = `excalibur_transaction_${this.#names.size + 1}`;
    this.#names.set(text, name);
    return name;
  }
}
